import { beforeAll, expect, it } from 'vitest';
import { writeFor } from '../kit/format';
import { seenWords } from './seenWords';

beforeAll(() => writeFor({ locale: 'en-GB', zone: 'Europe/Berlin' }));

it.each([
  ['granted 2026-10-11T13:34:53.002Z', 'granted 11 Oct 2026, 15:34'],
  ['0 of 9 per P7D on all channels', '0 of 9 per 7 days on all channels'],
  ['1 of 2 per P1D on email', '1 of 2 per day on email'],
  ['cart-reminder, fr', 'cart-reminder, fr'],
])('%s is read as %s', (saw, words) => expect(seenWords(saw)).toBe(words));
