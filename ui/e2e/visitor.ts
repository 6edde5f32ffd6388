import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { CHROMIUM } from './chromium';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Scheme = 'light' | 'dark';

export interface Visitor {
  readonly page: Page;
  /** Requests that left the origin, errors of the page and of its console. */
  readonly complaints: readonly string[];
  readonly leave: () => Promise<void>;
}

export interface Visit {
  readonly scheme?: Scheme;
  readonly width?: number;
  readonly signedIn?: boolean;
}

/** How long anything is waited for that must come. */
const PATIENCE = 300_000;

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, timeout: PATIENCE });
}

/** Somebody in a browser of their own, watched for what must not happen. */
export async function visit(
  browser: Browser,
  { scheme = 'light', width = 1440, signedIn = true }: Visit = {},
): Promise<Visitor> {
  const url = inject('url');
  const context: BrowserContext = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    ...(signedIn ? { storageState: inject('signedIn') } : {}),
  });
  const complaints: string[] = [];
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  context.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(url) && !/^(data|blob|about):/.test(asked)) complaints.push(`asked ${asked}`);
  });
  page.on('pageerror', (error) => complaints.push(`failed: ${error.message}`));
  page.on('console', (line) => {
    if (line.type() === 'error' && !isExpected(line.text())) complaints.push(`console: ${line.text()}`);
  });
  return { page, complaints, leave: () => context.close() };
}

/** The frame of a message refuses scripts and pictures from elsewhere, and says so; tests answer requests with errors. */
function isExpected(line: string): boolean {
  return /Blocked script execution|Content Security Policy|Failed to load resource/.test(line);
}

/** Until nothing is loading or moving any more, but for what moves for ever. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const still = () =>
    document.querySelector('[aria-busy="true"], .mantine-Skeleton-root') === null &&
    document
      .getAnimations()
      .every(
        (each) =>
          each.playState !== 'running' ||
          each.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      );
  do {
    await page.waitForFunction(still);
    await page.waitForTimeout(350);
    // What has just come may ask for more.
  } while (!(await page.evaluate(still)));
}

/** What axe finds, one line for each element. */
export async function barriers(page: Page): Promise<readonly string[]> {
  // Not as a script tag: the page's own policy refuses those.
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const results = await page.evaluate(async (tags): Promise<AxeResults> => {
    const { axe } = window as unknown as {
      readonly axe: { run: (root: Document, options: object) => Promise<AxeResults> };
    };
    return axe.run(document, { runOnly: { type: 'tag', values: tags }, iframes: false });
  }, RULES);
  return results.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? violation.help}`,
    ),
  );
}
