import { Button, Skeleton, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { type Count, Counted } from './Counted';
import styles from './DataTable.module.css';
import { count } from './format';

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  readonly count?: Count;
  readonly numeric?: boolean;
  readonly sortBy?: (row: T) => string | number | null;
  readonly width?: string;
}

interface DataTableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowId: (row: T) => string;
  readonly selected?: string | undefined;
  /** A column's id, with a minus before it for descending. */
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string | undefined) => void;
  readonly quiet?: (row: T) => boolean;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** A dense table; sortable by its headers, walkable by the arrow keys. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, rows, rowId, selected, sort, onSort, quiet } = props;
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const definitions = useMemo(() => definitionsOf(columns), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns: definitions, data, getRowId: rowId, state: { sorting } });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className={styles.caption}>{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.id} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              className={styles.row}
              data-selected={row.id === selected || undefined}
              data-quiet={quiet?.(row.original) || undefined}
            >
              {row.getAllCells().map((cell) => {
                const column = byId.get(cell.column.id);
                return (
                  <td key={cell.id} className={styles.cell} data-numeric={column?.numeric || undefined}>
                    {column?.cell(row.original)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeaderProps<T> {
  readonly column: Column<T>;
  readonly sorting: SortingState;
  readonly onSort: ((sort: string | undefined) => void) | undefined;
}

function Header<T>({ column, sorting, onSort }: HeaderProps<T>) {
  const current = sorting.find((one) => one.id === column.id);
  const sortable = column.sortBy !== undefined && onSort !== undefined;
  const direction = current === undefined ? 'none' : current.desc ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      className={styles.header}
      data-numeric={column.numeric || undefined}
      style={column.width === undefined ? undefined : { width: column.width }}
      aria-sort={sortable ? direction : undefined}
    >
      <span className={styles.headerWords}>
        {sortable ? (
          <UnstyledButton className={styles.sort} onClick={() => onSort(nextSort(column, current?.desc))}>
            {column.header}
            {current === undefined ? null : current.desc ? (
              <IconArrowDown size={12} aria-hidden />
            ) : (
              <IconArrowUp size={12} aria-hidden />
            )}
          </UnstyledButton>
        ) : (
          column.header
        )}
        {column.count === undefined ? null : (
          <Counted of={column.header.toLowerCase()} count={column.count} />
        )}
      </span>
    </th>
  );
}

/** Numbers begin with the largest, words with A; a third press takes the order away. */
function nextSort<T>(column: Column<T>, descending: boolean | undefined): string | undefined {
  const first = column.numeric === true;
  if (descending === undefined) return first ? `-${column.id}` : column.id;
  return descending === first ? (first ? column.id : `-${column.id}`) : undefined;
}

function sortingOf(sort: string | undefined): SortingState {
  if (sort === undefined) return [];
  return sort.startsWith('-') ? [{ id: sort.slice(1), desc: true }] : [{ id: sort, desc: false }];
}

function definitionsOf<T extends object>(
  columns: readonly Column<T>[],
): ColumnDef<typeof features, T, unknown>[] {
  return columns.map((column) => ({
    id: column.id,
    header: column.header,
    accessorFn: (row: T): unknown => column.sortBy?.(row) ?? null,
    sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
  }));
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);
}

/** Arrow keys (or j and k) go from row to row, wherever in the row the focus is. */
function walk(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step =
    event.key === 'ArrowDown' || event.key === 'j'
      ? 1
      : event.key === 'ArrowUp' || event.key === 'k'
        ? -1
        : 0;
  if (step === 0 || !(event.target instanceof HTMLElement)) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const row = event.target.closest('tr')?.querySelector<HTMLElement>('[data-row]');
  const next = row === null || row === undefined ? undefined : links[links.indexOf(row) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

export function TableSkeleton({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  return (
    <div className={styles.skeleton}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other identity
        <div key={row} className={styles.skeletonRow}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other identity
            <Skeleton key={column} height={10} width={column === 0 ? '70%' : '45%'} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface MoreProps {
  readonly shown: number;
  readonly total?: number | null | undefined;
  readonly what: string;
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** Below a paged list: how many are shown, and the next page. */
export function More({ shown, total, what, query }: MoreProps) {
  return (
    <div className={styles.more}>
      <span>
        {shown}
        {total === null || total === undefined ? '' : ` of ${count(total)}`} {what}
      </span>
      {query.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
    </div>
  );
}
