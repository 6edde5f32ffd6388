// @rudderstack/rudder-sdk-node, unmodified: node rudder-node.mjs SERVER KEY
import process from 'node:process';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { sendAll } from './calls.mjs';

const [dataPlaneUrl, writeKey] = process.argv.slice(2);
const Client = RudderAnalytics.default ?? RudderAnalytics;
const analytics = new Client(writeKey, { dataPlaneUrl });
sendAll(analytics);
await analytics.flush();
process.exit(0);
