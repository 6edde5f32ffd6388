import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCREENS } from './screens';
import { barriers, launch, type Scheme, visit } from './visitor';

const SCHEMES: readonly Scheme[] = ['light', 'dark'];
const PICTURES = new URL('./screenshots/', import.meta.url).pathname;
const NARROW = 390;
const TALLEST = 1800;

let browser: Browser;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launch();
});
afterAll(() => browser.close());

/** The whole page, in a window that is tall enough; what sticks to the window then stays where it is. */
async function picture(page: Page, path: string): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: 1440, height: Math.min(height, TALLEST) });
  await page.waitForTimeout(100);
  await page.screenshot({ path });
}

describe.each(SCHEMES)('in the %s', (scheme) => {
  it.each(SCREENS)('$name has no barrier, no error, and asks nobody else', async ({ name, reach }) => {
    const { page, complaints, leave } = await visit(browser, { scheme });
    await reach(page);
    await picture(page, `${PICTURES}${name}-${scheme}.png`);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe('on a phone', () => {
  it.each(SCREENS)('$name fits the width', async ({ name, reach }) => {
    const { page, leave } = await visit(browser, { width: NARROW });
    await reach(page);
    await page.screenshot({ path: `${PICTURES}${name}-phone.png` });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await leave();
  });
});
