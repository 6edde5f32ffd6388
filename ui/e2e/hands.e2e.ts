import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { barriers, launch, settled, visit } from './visitor';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('without a mouse', () => {
  it('Ctrl K goes to any screen', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/live');
    await settled(page);
    await page.keyboard.press('Control+k');
    await page
      .getByRole('textbox', { name: 'Search' })
      .or(page.getByRole('combobox', { name: 'Search' }))
      .fill('policy');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Policy' }).waitFor();
    await leave();
  });

  it('arrows walk a table and Enter opens a row', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/journeys');
    await settled(page);
    const rows = page.locator('[data-row]');
    await rows.first().focus();
    await page.keyboard.press('ArrowDown');
    const second = (await rows.nth(1).textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: second }).waitFor();
    await leave();
  });

  it('a step of the canvas is reached by Tab, says its counts, and opens by Enter', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/journeys');
    await settled(page);
    await page.locator('[data-row]').first().click();
    await settled(page);
    const node = page.locator('.react-flow__node-step').first();
    await node.waitFor();
    await page.getByRole('tab', { name: 'Canvas' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className ?? '')).toContain('react-flow__node');
    expect(await node.getAttribute('aria-label')).toMatch(/entered, .* here now, .* left/);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.has('step'));
    await leave();
  });

  it('the first Tab skips to the content', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/people');
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await leave();
  });
});

describe('the stream', () => {
  it('stands still while paused and catches up after', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/live');
    await settled(page);
    const lines = page.locator('ol li');
    await lines.first().waitFor();
    // In real time a small world may be silent for minutes.
    const bar = page.getByRole('region', { name: 'Demo world' });
    const speed = inject('demo') ? await bar.getByRole('radio', { checked: true }).inputValue() : null;
    if (speed !== null) await bar.getByText('600×').click();
    await page.getByRole('button', { name: 'Pause' }).last().click();
    const before = await lines.first().textContent();
    const resume = page.getByRole('button', { name: /Resume \(\d+ new\)/ });
    await resume.waitFor();
    expect(await lines.first().textContent()).toBe(before);
    await resume.click();
    await page.waitForFunction((text) => document.querySelector('ol li')?.textContent !== text, before);
    if (speed !== null) await bar.getByText(`${speed}×`, { exact: true }).click();
    await leave();
  });
});

describe('an address', () => {
  it('holds what is seen, so that it can be handed on', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/journeys?sort=-entered');
    await settled(page);
    expect(await page.locator('th[aria-sort="descending"]').textContent()).toContain('Entered');
    await page.goto('/attribution?by=channel&of=conversions&tables=credit');
    await settled(page);
    expect(await page.getByRole('radio', { name: 'Channels' }).isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Orders', exact: true }).isChecked()).toBe(true);
    await leave();
  });
});

describe('a message', () => {
  it('is shown in a frame where nothing runs and nothing is loaded', async () => {
    const { page, complaints, leave } = await visit(browser);
    await page.goto('/outbox?channel=email');
    await settled(page);
    await page.locator('#content ul li a').first().click();
    const frame = page.locator('iframe');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).toBe('');
    expect(await frame.getAttribute('srcdoc')).toContain("default-src 'none'");
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe('who has no session', () => {
  it('is told how to get one', async () => {
    const { page, leave } = await visit(browser, { signedIn: false });
    await page.goto('/people');
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await leave();
  });

  it('learns that a link has been used', async () => {
    const { page, leave } = await visit(browser, { signedIn: false });
    await page.goto('/login?token=used-before');
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
    await leave();
  });
});

describe.runIf(inject('demo'))('the demo world', () => {
  it('says the rules of a journey in words, and shows what is written when asked', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/journeys/cart-recovery');
    await settled(page);
    const side = page.getByRole('complementary', { name: 'The journey' });
    await side.getByText("the event's value is more than 20").waitFor();
    expect(await written(page).count()).toBe(0);
    await side.getByText('As written (CEL)').click();
    await side.getByText('event.properties.value > 20.0').waitFor();
    expect(await barriers(page)).toEqual([]);
    await leave();
  });

  it('says a branch in words on its way, in the list and beside it', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/journeys/cart-recovery?view=list');
    await settled(page);
    expect(await written(page).count()).toBe(0);
    await page.goto(`/journeys/cart-recovery?step=${await branchOf(page)}`);
    await settled(page);
    const side = page.getByRole('complementary', { name: /^Step/ });
    expect(await written(page).count()).toBe(0);
    await side.getByText('As written (CEL)').click();
    expect(await written(page).count()).toBeGreaterThan(0);
    await leave();
  });

  it('draws the caps of the live catalog, and says them beside the chart and in its table', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/policy');
    await settled(page);
    const cap = page.getByRole('list', { name: 'Limits' }).getByText(/^Cap: \d+ /);
    const most = /\d+/.exec((await cap.textContent()) ?? '')?.[0] ?? '';
    await page.locator('svg').getByText(`cap ${most}`, { exact: true }).waitFor();
    await page.goto('/policy?tables=pressure');
    await settled(page);
    const row = page.getByRole('row').filter({ hasText: 'cap: ' });
    expect(await row.getByRole('cell').first().textContent()).toBe(most);
    await leave();
  });

  it('is paused and resumed from the bar', async () => {
    const { page, leave } = await visit(browser);
    await page.goto('/policy');
    await settled(page);
    const bar = page.getByRole('region', { name: 'Demo world' });
    await bar.getByRole('button', { name: 'Pause' }).click();
    await bar.getByRole('button', { name: 'Resume' }).click();
    await bar.getByRole('button', { name: 'Pause' }).waitFor();
    await leave();
  });
});

/** What people should not have to read. */
const CEL = /\bevent\.properties|\bprofile\.\w|in_segment\(|consented\(|engaged\(/;

/** What is shown of it. */
function written(page: Page): Locator {
  return page.locator('#content').getByText(CEL).filter({ visible: true });
}

/** The first branch of the journey that the list shows. */
async function branchOf(page: Page): Promise<string> {
  const row = page.locator('tr').filter({ hasText: 'the first that holds' }).first();
  return (await row.getByRole('link').textContent()) ?? '';
}
