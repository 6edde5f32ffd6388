import { expect, it } from 'vitest';
import { framed, MESSAGE_POLICY } from './frame';

it('a message is closed in before anything of its own', () => {
  const page = framed('<script>alert(1)</script>');
  expect(page.indexOf(MESSAGE_POLICY)).toBeGreaterThan(0);
  expect(page.indexOf(MESSAGE_POLICY)).toBeLessThan(page.indexOf('<script>'));
  expect(MESSAGE_POLICY).not.toContain('http');
});
