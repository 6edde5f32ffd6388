// @segment/analytics-node, unmodified: node segment-node.mjs SERVER KEY
import process from 'node:process';
import { Analytics } from '@segment/analytics-node';
import { sendAll } from './calls.mjs';

// Only ends what would hang: a slow machine must lose nothing.
const PATIENCE = 300_000;
const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ writeKey, host, httpRequestTimeout: PATIENCE });
analytics.on('error', (error) => {
  throw new Error(JSON.stringify(error));
});
sendAll(analytics);
await analytics.closeAndFlush({ timeout: PATIENCE });
