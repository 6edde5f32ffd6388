import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { shown } from '../testing/shown';
import { type Column, DataTable } from './DataTable';

interface Fruit {
  readonly name: string;
  readonly many: number | null;
}

const FRUIT: readonly Fruit[] = [
  { name: 'pear', many: 2 },
  { name: 'apple', many: 10 },
  { name: 'fig', many: null },
];

const COLUMNS: readonly Column<Fruit>[] = [
  {
    id: 'name',
    header: 'Name',
    sortBy: (row) => row.name,
    cell: (row) => (
      <a href="/" data-row>
        {row.name}
      </a>
    ),
  },
  { id: 'many', header: 'Many', numeric: true, sortBy: (row) => row.many, cell: (row) => row.many },
];

function Basket() {
  const [sort, setSort] = useState<string>();
  return (
    <DataTable
      label="Fruit"
      columns={COLUMNS}
      rows={FRUIT}
      rowId={(row) => row.name}
      sort={sort}
      onSort={setSort}
    />
  );
}

const names = () =>
  within(screen.getByRole('table', { name: 'Fruit' }))
    .getAllByRole('link')
    .map((link) => link.textContent)
    .join(' ');

describe('a table', () => {
  it('sorts numbers from the largest, then back, then not at all', async () => {
    shown(<Basket />);
    const many = screen.getByRole('button', { name: 'Many' });
    await userEvent.click(many);
    expect(names()).toBe('apple pear fig');
    await userEvent.click(many);
    expect(names()).toBe('fig pear apple');
    await userEvent.click(many);
    expect(names()).toBe('pear apple fig');
  });

  it('sorts words from A and says so', async () => {
    shown(<Basket />);
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(names()).toBe('apple fig pear');
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('is walked by arrow keys', async () => {
    shown(<Basket />);
    screen.getByRole('link', { name: 'pear' }).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(document.activeElement?.textContent).toBe('apple');
  });
});
