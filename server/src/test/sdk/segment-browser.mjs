// @segment/analytics-next, unmodified, in Chromium: node segment-browser.mjs SERVER KEY [batching]
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import * as calls from './calls.mjs';

const [server, writeKey, strategy = 'standard'] = process.argv.slice(2);
const { sendAll: _, ...data } = calls;
const CALLS = 6;
const library = fileURLToPath(new URL('.', import.meta.resolve('@segment/analytics-next/package.json')));

// The shop's own page, on another origin than the server.
const shop = createServer(async (request, response) => {
  if (request.url.startsWith('/umd/')) {
    response.setHeader('Content-Type', 'text/javascript');
    response.end(await readFile(`${library}dist${request.url.split('?')[0]}`));
  } else {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>Guide</title><script src="/umd/index.js"></script>');
  }
});
await new Promise((listening) => shop.listen(0, '127.0.0.1', listening));

// Whoever runs this ends what hangs: no limit of its own, which a slow machine could reach.
const browser = await chromium.launch({
  timeout: 0,
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
page.setDefaultTimeout(0);
const elsewhere = [];
const answered = new Set();
page.on('request', (request) => {
  if (new URL(request.url()).hostname !== '127.0.0.1') elsewhere.push(request.url());
});
page.on('response', (response) => {
  const request = response.request();
  if (request.method() !== 'POST' || !response.ok()) return;
  const sent = request.postDataJSON();
  for (const event of sent.batch ?? [sent]) answered.add(event.messageId);
  answered.delete(undefined);
});
page.on('pageerror', (error) => {
  throw error;
});
await page.goto(`http://127.0.0.1:${shop.address().port}/guide`);
await page.evaluate(
  async ({ server, writeKey, strategy, calls }) => {
    const host = new URL(server).host;
    const segment = { apiHost: `${host}/v1`, protocol: 'http' };
    if (strategy === 'batching') {
      segment.deliveryStrategy = { strategy: 'batching', config: { size: 6, timeout: 1000 } };
    }
    const [analytics] = await window.AnalyticsNext.AnalyticsBrowser.load(
      { writeKey, cdnURL: server },
      { integrations: { 'Segment.io': segment } },
    );
    analytics.setAnonymousId(calls.VISITOR);
    await analytics.identify(calls.PERSON, calls.TRAITS);
    await analytics.track('Order Completed', calls.ORDER);
    await analytics.page('Guide', calls.PAGE);
    await analytics.screen('Home', calls.SCREEN);
    await analytics.group(calls.COMPANY, calls.COMPANY_TRAITS);
    await analytics.alias(calls.PERSON, calls.VISITOR);
  },
  { server, writeKey, strategy, calls: data },
);
// What is batched is sent behind the calls: the page stays until the last of it was taken.
while (answered.size < CALLS) await setTimeout(20);
await browser.close();
shop.close();
if (elsewhere.length > 0) throw new Error(`Asked elsewhere: ${elsewhere.join(', ')}`);
