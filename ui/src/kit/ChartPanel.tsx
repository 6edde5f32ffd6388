import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import styles from './ChartPanel.module.css';
import { type Count, Counted } from './Counted';
import { type Cell, csv, download } from './csv';
import type { Drawing } from './EChart';
import { count as figure } from './format';
import { Panel } from './Page';

const EChart = lazy(async () => ({ default: (await import('./EChart')).EChart }));

interface ChartPanelProps {
  readonly id: string;
  readonly title: string;
  readonly count: Count;
  readonly draw: Drawing;
  /** What the chart says, for those who do not see it. */
  readonly summary: string;
  readonly height: number;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly table?: ReactNode;
  readonly aside?: ReactNode;
  readonly below?: ReactNode;
}

/** A chart that is also a table and a file. */
export function ChartPanel(props: ChartPanelProps) {
  const { id, title, count, draw, summary, height, header, rows, table, aside, below } = props;
  const search: { readonly tables?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const tables = search.tables === undefined ? [] : search.tables.split(',');
  const asTable = tables.includes(id);
  const show = (view: string) => {
    const others = tables.filter((other) => other !== id);
    const next = view === 'table' ? [...others, id] : others;
    void navigate({
      to: '.',
      search: (before) => ({ ...before, tables: next.length === 0 ? undefined : next.join(',') }),
      replace: true,
    });
  };
  return (
    <Panel
      flush
      title={
        <>
          {title} <Counted of={title.toLowerCase()} count={count} />
        </>
      }
      aside={
        <div className={styles.aside}>
          {aside}
          <SegmentedControl
            size="xs"
            aria-label={`${title} as`}
            value={asTable ? 'table' : 'chart'}
            onChange={show}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => download(`${id}.csv`, csv(header, rows))}
          >
            CSV
          </Button>
        </div>
      }
    >
      {asTable ? (
        (table ?? <PlainTable title={title} header={header} rows={rows} />)
      ) : (
        <div className={styles.chart}>
          <Suspense fallback={<Skeleton height={height} />}>
            <EChart draw={draw} label={summary} height={height} />
          </Suspense>
        </div>
      )}
      {below}
    </Panel>
  );
}

interface PlainTableProps {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

function PlainTable({ title, header, rows }: PlainTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[0])}>
              {row.map((cell, place) => (
                <td key={header[place]} data-numeric={typeof cell === 'number' || undefined}>
                  {typeof cell === 'number' ? figure(cell) : (cell ?? '–')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
