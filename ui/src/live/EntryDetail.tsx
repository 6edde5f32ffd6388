import { Button, CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Json } from '../kit/Json';
import { Panel } from '../kit/Page';
import { When } from '../kit/When';
import styles from './EntryDetail.module.css';
import { type Entry, headline } from './entry';

/** All that one line holds. */
export function EntryDetail({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }) {
  return (
    <div className={styles.detail}>
      <Panel title={headline(entry)} aside={<CloseButton onClick={onClose} aria-label="Close the detail" />}>
        <dl className={styles.facts}>
          <dt>Person</dt>
          <dd>
            <Link to="/people/$id" params={{ id: entry.customer }}>
              {entry.customerName ?? entry.customer}
            </Link>
          </dd>
          <dt>Happened</dt>
          <dd>
            <When at={entry.at} as="moment" />
          </dd>
          {entry.kind === 'event' ? (
            <>
              <dt>Received</dt>
              <dd>
                <When at={entry.event.receivedAt} as="moment" />
                {entry.event.late ? ' (late: counted, moves no journey)' : ''}
              </dd>
              <dt>Message id</dt>
              <dd>
                <code>{entry.event.messageId}</code>
              </dd>
            </>
          ) : (
            <>
              <dt>Kind</dt>
              <dd>
                <code>{entry.fact.kind}</code>
              </dd>
            </>
          )}
        </dl>
        {entry.kind === 'fact' &&
        entry.fact.kind === 'message.decided' &&
        entry.fact.message !== undefined ? (
          <Button
            component={Link}
            to="/people/$id"
            params={{ id: entry.customer } as never}
            search={{ record: entry.fact.message } as never}
            variant="default"
            size="xs"
            mb="sm"
          >
            Why?
          </Button>
        ) : null}
        <Json value={entry.kind === 'event' ? entry.event.properties : entry.fact} label="As JSON" />
      </Panel>
    </div>
  );
}
