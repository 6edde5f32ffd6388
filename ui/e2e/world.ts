import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM } from './chromium';
import { serveFixture } from './fixture/server';

/** Cookies of somebody signed in. */
export type SignedIn = Awaited<
  ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof chromium.launch>>['newContext']>>['storageState']>
>;

declare module 'vitest' {
  export interface ProvidedContext {
    url: string;
    signedIn: SignedIn;
    demo: boolean;
  }
}

/**
 * Against a real server with THROUGHLINE_URL and THROUGHLINE_LOGIN (the token of its one-time link), else against the fixture.
 * The token works once, so its session is shared by every test.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.THROUGHLINE_URL;
  const token = process.env.THROUGHLINE_LOGIN;
  const world =
    url !== undefined && token !== undefined
      ? { url, token, close: async () => undefined }
      : await serveFixture();
  const browser = await chromium.launch({ executablePath: CHROMIUM, timeout: 300_000 });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${world.url}/login?token=${encodeURIComponent(world.token)}`);
  await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
  project.provide('url', world.url);
  project.provide('signedIn', await context.storageState());
  const shown = await context.request.get(`${world.url}/api/demo`);
  project.provide('demo', ((await shown.json()) as { readonly demo: boolean }).demo);
  await browser.close();
  return () => world.close();
}
