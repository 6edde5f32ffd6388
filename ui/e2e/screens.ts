import type { Page } from 'playwright-core';
import { settled } from './visitor';

/** A screen and how a visitor gets there; none knows what is in the world. */
export interface Screen {
  readonly name: string;
  readonly reach: (page: Page) => Promise<void>;
}

export const at = (path: string) => async (page: Page) => {
  await page.goto(path);
  await settled(page);
};

/** From a list to the first thing in it. */
const first = (path: string) => async (page: Page) => {
  await page.goto(path);
  await settled(page);
  await page.locator('[data-row]').first().click();
  await page.waitForURL((there) => there.pathname !== path);
  await settled(page);
};

/** From the list of people to what the first of them said to being written to. */
export async function evidence(page: Page): Promise<void> {
  await first('/people')(page);
  await page.getByRole('link', { name: 'Evidence' }).click();
  await page.getByRole('region', { name: 'Evidence of consent' }).waitFor();
  await settled(page);
}

export const SCREENS: readonly Screen[] = [
  {
    name: 'live',
    reach: async (page) => {
      await at('/live')(page);
      await page.locator('ol li button').first().waitFor();
    },
  },
  {
    name: 'live-entry',
    reach: async (page) => {
      await at('/live')(page);
      // A line that moves on cannot be hit.
      await page.getByRole('button', { name: 'Pause' }).last().click();
      await page.locator('ol li button').first().click();
      await settled(page);
    },
  },
  {
    name: 'dead-letters',
    reach: async (page) => {
      await at('/live?view=dead-letters')(page);
      const letter = page.locator('.mantine-Accordion-control').first();
      if ((await letter.count()) > 0) await letter.click();
      await settled(page);
    },
  },
  { name: 'people', reach: at('/people') },
  { name: 'person', reach: first('/people') },
  {
    name: 'person-decision',
    reach: async (page) => {
      await first('/people')(page);
      await page.getByText('Decisions', { exact: true }).click();
      await settled(page);
      const decision = page.locator('ol li button[aria-expanded]').first();
      if ((await decision.count()) > 0) await decision.click();
      await settled(page);
    },
  },
  { name: 'person-consent', reach: evidence },
  { name: 'journeys', reach: at('/journeys') },
  { name: 'journey-canvas', reach: first('/journeys') },
  {
    name: 'journey-step',
    reach: async (page) => {
      await first('/journeys')(page);
      await page.locator('.react-flow__node-step').nth(1).click();
      await settled(page);
    },
  },
  {
    name: 'journey-list',
    reach: async (page) => {
      await first('/journeys')(page);
      await page.getByRole('tab', { name: 'List' }).click();
      await settled(page);
    },
  },
  {
    name: 'journey-yaml',
    reach: async (page) => {
      await first('/journeys')(page);
      await page.getByRole('tab', { name: 'YAML' }).click();
      await page.locator('.cm-content').waitFor();
      await settled(page);
    },
  },
  { name: 'segments', reach: at('/segments') },
  {
    name: 'segment',
    reach: async (page) => {
      await first('/segments')(page);
      const member = page.locator('[data-row]').first();
      if ((await member.count()) > 0) await member.click();
      await settled(page);
    },
  },
  { name: 'attribution', reach: at('/attribution') },
  { name: 'attribution-channel-orders', reach: at('/attribution?by=channel&of=conversions') },
  { name: 'orders', reach: at('/attribution/orders') },
  { name: 'order', reach: first('/attribution/orders') },
  {
    name: 'outbox',
    reach: async (page) => {
      await at('/outbox?channel=email')(page);
      const letter = page.locator('#content ul li a').first();
      if ((await letter.count()) > 0) await letter.click();
      await settled(page);
    },
  },
  { name: 'policy', reach: at('/policy') },
  { name: 'policy-tables', reach: at('/policy?tables=outcomes,pressure') },
];
