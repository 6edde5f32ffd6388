import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, evidence } from './screens';
import { barriers, launch, settled, visit } from './visitor';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const PAGE = { items: [], next: null, total: 0 };
const AS_OF = '2026-11-20T14:02:11Z';

interface Emptied {
  readonly name: string;
  readonly reach: (page: Page) => Promise<void>;
  /** What is answered there, instead of what the world has. */
  readonly address: string;
  readonly body: unknown;
  readonly words: string;
}

const NOTHING_SAID = {
  customer: 'anybody',
  jurisdiction: null,
  state: [],
  items: [],
  next: null,
  asOf: AS_OF,
};

const empty = (path: string, address: string, body: unknown, words: string): Emptied => ({
  name: path,
  reach: at(path),
  address,
  body,
  words,
});

const EMPTY: readonly Emptied[] = [
  empty('/live?view=dead-letters', '**/api/dead-letters*', PAGE, 'No dead letters'),
  empty('/people', '**/api/customers*', PAGE, 'No people yet'),
  {
    name: 'evidence of consent',
    reach: evidence,
    address: '**/api/customers/*/consent*',
    body: NOTHING_SAID,
    words: 'Nothing was ever said',
  },
  empty('/journeys', '**/api/registry', { items: [], asOf: AS_OF }, 'No journeys yet'),
  empty('/segments', '**/api/segments', { items: [], people: 0, asOf: AS_OF }, 'No segments yet'),
  empty(
    '/attribution',
    '**/api/catalog/conversion*',
    { items: [], next: null },
    'No conversion is defined yet',
  ),
  empty('/attribution/orders', '**/api/attribution/orders*', { items: [], next: null }, 'No orders yet'),
  empty('/outbox', '**/api/outbox*', PAGE, 'Nothing has been sent yet'),
];

const FAILING: readonly (readonly [string, string])[] = [
  ['/live?view=dead-letters', '**/api/dead-letters*'],
  ['/people', '**/api/customers*'],
  ['/journeys', '**/api/registry'],
  ['/segments', '**/api/segments'],
  ['/attribution', '**/api/attribution/reports'],
  ['/outbox', '**/api/outbox*'],
  ['/policy', '**/api/policy*'],
];

describe('an empty', () => {
  it.each(EMPTY)('$name says why', async ({ reach, address, body, words }) => {
    const { page, complaints, leave } = await visit(browser);
    await page.route(address, (route) => route.fulfill({ json: body }));
    await reach(page);
    await page.getByText(words).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe('a failing', () => {
  it.each(FAILING)('%s says what failed, with its request, and loads again', async (path, address) => {
    const { page, leave } = await visit(browser);
    await failing(page, address);
    await page.goto(path);
    const alert = page.locator('#content').getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('request-77');
    expect(await barriers(page)).toEqual([]);
    await alert.getByRole('button', { name: 'Retry' }).focus();
    await page.unroute(address);
    // A screen that asks again by itself may have been faster; then there is nothing left to press.
    await page.keyboard.press('Enter');
    await alert.waitFor({ state: 'detached' });
    await leave();
  });
});

async function failing(page: Page, address: string): Promise<void> {
  const problem = {
    type: 'about:blank',
    title: 'The facts are not reachable',
    status: 409,
    instance: 'request-77',
  };
  await page.route(address, (route) =>
    route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  );
}

describe('a slow page', () => {
  it('shows where things will be, and says that it still loads', async () => {
    const { page, leave } = await visit(browser);
    await page.route('**/api/registry', () => undefined);
    await page.goto('/journeys');
    await page.getByRole('status').filter({ hasText: 'Still loading journeys' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await leave();
  });
});

describe('a stale page', () => {
  it('keeps its figures and says that newer ones could not be had', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/segments');
    await settled(page);
    await failing(page, '**/api/segments');
    await page.getByText('Could not load newer segments').waitFor();
    expect(await page.locator('[data-row]').count()).toBeGreaterThan(0);
    await leave();
  });
});
