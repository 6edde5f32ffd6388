import { expect, it } from 'vitest';
import { oneOf, text } from './search';

it('what the router reads as a number is text again', () => {
  expect(text(42)).toBe('42');
  expect(text('')).toBeUndefined();
  expect(text({})).toBeUndefined();
});

it('a view that does not exist is none', () => {
  expect(oneOf(['list', 'yaml'], 'yaml')).toBe('yaml');
  expect(oneOf(['7', '90'], 90)).toBe('90');
  expect(oneOf(['list'], 'table')).toBeUndefined();
});
