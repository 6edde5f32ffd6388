import { describe, expect, it } from 'vitest';
import { csv } from './csv';

describe('a table as a file', () => {
  it('quotes what would break it', () => {
    expect(csv(['a', 'b'], [['x,y', 'say "hi"']])).toBe('a,b\r\n"x,y","say ""hi"""\r\n');
  });

  it('disarms what a spreadsheet would run, and lets numbers be', () => {
    expect(csv(['a'], [['=cmd()'], ['-1.5'], [-2], [null]])).toBe("a\r\n'=cmd()\r\n-1.5\r\n-2\r\n\r\n");
  });
});
