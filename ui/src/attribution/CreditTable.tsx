import { type Column, DataTable } from '../kit/DataTable';
import { decimal, money, plural } from '../kit/format';
import { Panel } from '../kit/Page';
import { Tag } from '../kit/Tag';
import { channelWords, modelWords } from '../kit/words';
import styles from './Attribution.module.css';
import { creditOf, disagreement, type Measure, MODELS, verdictOf } from './compare';
import type { Model, Report, ReportRow } from './queries';

interface CreditTableProps {
  readonly report: Report;
  readonly measure: Measure;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

const MEANS: Readonly<Record<Model, string>> = {
  first: 'All credit to the first touch within the look-back.',
  last: 'All credit to the last touch before the order.',
  linear: 'Credit in equal parts to every touch.',
  position: '40% to the first, 40% to the last, 20% among those between.',
  'time-decay': 'More to what was nearer to the order; half as much for every 7 days before it.',
};

/** The five models and the holdout side by side, in figures. */
export function CreditTable({ report, measure, sort, onSort }: CreditTableProps) {
  return (
    <Panel flush title="Side by side">
      <DataTable
        label="Credit by model"
        columns={columnsOf(report, measure)}
        rows={report.rows}
        rowId={(row) => row.key}
        sort={sort ?? '-apart'}
        onSort={onSort}
      />
    </Panel>
  );
}

function columnsOf({ asOf, currency, lookback, by }: Report, measure: Measure): readonly Column<ReportRow>[] {
  const write = (value: number) =>
    measure === 'value' ? money(String(value), currency, true) : decimal(value, 1);
  return [
    {
      id: 'name',
      header: by === 'channel' ? 'Channel' : by === 'step' ? 'Step' : 'Journey',
      sortBy: (row) => row.label,
      cell: (row) => (
        <span className={styles.name}>
          <span className={styles.label}>{row.channel === null ? row.label : channelWords(row.channel)}</span>
          <span className={styles.below}>{plural(row.touched, 'order')} touched</span>
        </span>
      ),
    },
    ...MODELS.map(
      (model): Column<ReportRow> => ({
        id: model,
        header: modelWords(model),
        numeric: true,
        count: { what: `${MEANS[model]} Look-back: ${lookback}.`, window: 'as chosen', asOf },
        sortBy: (row) => creditOf(row, model, measure),
        cell: (row) => write(creditOf(row, model, measure)),
      }),
    ),
    {
      id: 'caused',
      header: 'Caused (holdout)',
      numeric: true,
      count: {
        what: 'From people held out by chance: what each ordered from their first exposure on, treated minus held out, scaled to those treated, with its 95% interval. This is what would be missing without it.',
        window: 'as chosen',
        asOf,
      },
      sortBy: (row) => (row.incremental === null ? null : Number(row.incremental[measure].estimate)),
      cell: (row) => <Caused row={row} measure={measure} write={write} />,
    },
    {
      id: 'apart',
      header: 'Verdict',
      sortBy: (row) => disagreement(row, measure),
      numeric: true,
      count: { what: 'The holdout against the models. Ordered by how far they are apart.', asOf },
      cell: (row) => <VerdictTag row={row} measure={measure} />,
    },
  ];
}

interface CausedProps {
  readonly row: ReportRow;
  readonly measure: Measure;
  readonly write: (value: number) => string;
}

function Caused({ row: { incremental }, measure, write }: CausedProps) {
  if (incremental === null) return <span className={styles.below}>no holdout</span>;
  const { estimate, low, high } = incremental[measure];
  return (
    <span className={styles.caused}>
      <span className={styles.estimate}>{write(Number(estimate))}</span>
      <span className={styles.below}>
        {write(Number(low))} to {write(Number(high))}
      </span>
    </span>
  );
}

function VerdictTag({ row, measure }: { readonly row: ReportRow; readonly measure: Measure }) {
  const verdict = verdictOf(row, measure);
  switch (verdict.kind) {
    case 'unmeasured':
      return <Tag>Not measured</Tag>;
    case 'early':
      return <Tag tone="held">Too early</Tag>;
    case 'unclear':
      return <Tag title="What it caused may be nothing, or all that the models say">Cannot tell</Tag>;
    case 'agrees':
      return <Tag tone="sent">Agrees</Tag>;
    case 'under':
      return <Tag tone="accent">Under-credited</Tag>;
    case 'over':
      return (
        <Tag tone="dropped">
          {verdict.times === null ? 'Over-credited' : `Over-credited ×${decimal(verdict.times, 1)}`}
        </Tag>
      );
  }
}
