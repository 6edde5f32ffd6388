import { expect, it } from 'vitest';
import { scheduleWords } from './schedule';

it.each([
  ['0 9 * * THU', 'every Thursday at 09:00'],
  ['30 18 * * 1,3', 'every Monday and Wednesday at 18:30'],
  ['0 9 * * MON-FRI', 'every day from Monday to Friday at 09:00'],
  ['5 7 * * *', 'every day at 07:05'],
  ['0 0 1 * *', 'on day 1 of every month at 00:00'],
  ['0 9 * * 7', 'every Sunday at 09:00'],
  ['*/5 * * * *', 'by the schedule */5 * * * *'],
  ['0 9 1 1 *', 'by the schedule 0 9 1 1 *'],
  ['0 9 * * MON#1', 'by the schedule 0 9 * * MON#1'],
])('%s is %s', (cron, words) => expect(scheduleWords(cron)).toBe(words));
