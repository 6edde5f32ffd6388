import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Column, DataTable, More, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { Loaded } from '../kit/Loaded';
import { Panel } from '../kit/Page';
import { Tag } from '../kit/Tag';
import { When } from '../kit/When';
import { channelWords, humanised } from '../kit/words';
import styles from './ConsentPanel.module.css';
import { type ConsentEvidence, type Customer, consentQuery } from './queries';

const SOURCES: Readonly<Record<ConsentEvidence['source'], string>> = {
  preference_page: 'Preference page',
  unsubscribe_page: 'Unsubscribe page',
  one_click: 'One-click unsubscribe',
  callback: 'Provider',
  import: 'Import',
  sdk: 'SDK',
  api: 'API',
};

const COLUMNS: readonly Column<ConsentEvidence>[] = [
  {
    id: 'decided',
    header: 'Decided',
    cell: (row) => (
      <span className={styles.cell}>
        <When at={row.decidedAt} as="moment" />
        {row.receivedAt === row.decidedAt ? null : (
          <span className={styles.below}>
            taken in <When at={row.receivedAt} as="moment" />
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'decision',
    header: 'Decision',
    cell: (row) => (
      <span className={styles.cell}>
        {row.decisions.map((one) => (
          <span key={`${one.purpose} ${one.channel} ${one.granted}`} className={styles.decision}>
            <Tag tone={one.granted ? 'sent' : 'dropped'}>{one.granted ? 'Granted' : 'Withdrawn'}</Tag>
            <span>
              {one.purpose === '*' ? 'Every purpose' : humanised(one.purpose)},{' '}
              {one.channel === '*' ? 'every channel' : channelWords(one.channel)}
            </span>
          </span>
        ))}
      </span>
    ),
  },
  { id: 'jurisdiction', header: 'Jurisdiction', cell: (row) => row.jurisdiction ?? 'not known' },
  {
    id: 'source',
    header: 'Source',
    cell: (row) => (
      <span className={styles.cell}>
        {SOURCES[row.source]}
        <span className={styles.below}>{row.library}</span>
      </span>
    ),
  },
  {
    id: 'words',
    header: 'Wording',
    cell: (row) => (
      <span className={styles.cell}>
        {row.text ?? 'not recorded'}
        <span className={styles.below}>{row.textVersion === null ? null : `version ${row.textVersion}`}</span>
      </span>
    ),
  },
  {
    id: 'from',
    header: 'From',
    cell: (row) => (
      <span className={styles.cell}>
        {row.ip ?? 'not recorded'}
        {row.forwardedFor === null ? null : ` for ${row.forwardedFor}`}
        <span className={styles.below}>{row.userAgent}</span>
      </span>
    ),
  },
  {
    id: 'proof',
    header: 'Entry and hash',
    cell: (row) => (
      <span className={styles.cell} title={`${row.messageId}\nSHA-256 ${row.sha256}`}>
        {row.entry}
        <code className={styles.below}>{row.sha256.slice(0, 10)}</code>
      </span>
    ),
  },
];

/** Every yes and no of a person, with what proves it. */
export function ConsentPanel({ customer }: { readonly customer: Customer }) {
  const consent = useInfiniteQuery(consentQuery(customer.id));
  return (
    <Panel flush title="Evidence of consent" label="Evidence of consent" aside={<Actions id={customer.id} />}>
      <Loaded
        query={consent}
        what="the evidence of consent"
        skeleton={<TableSkeleton rows={3} columns={7} />}
      >
        {(value) => {
          const rows = value.pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return (
              <Empty title="Nothing was ever said">
                They have neither agreed nor refused; what may be sent is what the workspace rules for their
                country.
              </Empty>
            );
          }
          return (
            <>
              <DataTable
                label="Evidence of consent"
                columns={COLUMNS}
                rows={rows}
                rowId={(row) => row.messageId}
              />
              <More shown={rows.length} what="decisions" query={consent} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function Actions({ id }: { readonly id: string }) {
  const address = `/api/customers/${encodeURIComponent(id)}/consent?format=`;
  return (
    <span className={styles.actions}>
      <a href={`${address}csv`} download>
        CSV
      </a>
      <a href={`${address}ndjson`} download>
        NDJSON
      </a>
      <Link
        to="/people/$id"
        params={{ id }}
        search={(before) => ({ ...before, evidence: undefined })}
        replace
      >
        Close
      </Link>
    </span>
  );
}
