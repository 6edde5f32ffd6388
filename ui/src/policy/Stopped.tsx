import { type Column, DataTable } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { count } from '../kit/format';
import { Panel } from '../kit/Page';
import { reasonWords } from '../kit/words';
import styles from './Policy.module.css';
import type { Policy } from './queries';

type Reason = Policy['stopped'][number];
const PARTS = ['ghost', 'held', 'dropped'] as const;

const all = (reason: Reason): number => PARTS.reduce((sum, part) => sum + reason[part], 0);

/** What was not sent, by reason, most first. */
export function Stopped({ policy: { stopped, asOf } }: { readonly policy: Policy }) {
  const most = Math.max(1, ...stopped.map(all));
  const number = (id: (typeof PARTS)[number], header: string, what: string): Column<Reason> => ({
    id,
    header,
    numeric: true,
    count: { what, window: 'as chosen', asOf },
    cell: (row) => (row[id] === 0 ? '–' : count(row[id])),
  });
  const columns: readonly Column<Reason>[] = [
    {
      id: 'reason',
      header: 'Reason',
      cell: (row) => (
        <span className={styles.stopped}>
          <span className={styles.rule}>{reasonWords(row.reason)}</span>
          <span className={styles.bar} aria-hidden="true">
            {PARTS.filter((part) => row[part] > 0).map((part) => (
              <span key={part} data-outcome={part} style={{ width: `${(100 * row[part]) / most}%` }} />
            ))}
          </span>
        </span>
      ),
    },
    number('ghost', 'Held out', 'Kept back to measure.'),
    number('held', 'Held', 'Kept for later; a hold ends in a second decision.'),
    number('dropped', 'Not sent', 'Given up.'),
  ];
  return (
    <Panel flush title="What was stopped, by reason">
      {stopped.length === 0 ? (
        <Empty title="Nothing was stopped">Every message that was decided in this time went out.</Empty>
      ) : (
        <DataTable
          label="What was stopped, by reason"
          columns={columns}
          rows={stopped}
          rowId={(row) => row.reason}
        />
      )}
    </Panel>
  );
}
