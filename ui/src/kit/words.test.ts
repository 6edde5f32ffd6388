import { expect, it } from 'vitest';
import { channelWords, sentence, traitWords } from './words';

it('a phrase begins a sentence, and keeps its names', () =>
  expect(sentence('no SMS from 21:00 to 08:00')).toBe('No SMS from 21:00 to 08:00'));

it('the same thing has the same name as a channel, a trait and an identifier', () => {
  expect(traitWords('email')).toBe(channelWords('email'));
  expect(traitWords('ltv_tier')).toBe('Ltv tier');
});
