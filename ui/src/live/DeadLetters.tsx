import { Accordion } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';
import { More, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { count } from '../kit/format';
import { Json } from '../kit/Json';
import { Loaded } from '../kit/Loaded';
import { Panel } from '../kit/Page';
import { Chip } from '../kit/Tag';
import { When } from '../kit/When';
import { humanised } from '../kit/words';
import styles from './DeadLetters.module.css';

type DeadLetter = Schemas['DeadLetter'];

const deadLettersQuery = infiniteQueryOptions({
  queryKey: ['dead-letters'],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(api.GET('/api/dead-letters', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
  refetchInterval: 10_000,
});

/** Events that could not be taken, each with its reason and remedy. */
export function DeadLetters() {
  const letters = useInfiniteQuery(deadLettersQuery);
  return (
    <Panel flush label="Dead letters">
      <Loaded query={letters} what="dead letters" skeleton={<TableSkeleton rows={6} columns={4} />}>
        {(value) => {
          const items = value.pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <Empty title="No dead letters">
                Every event so far could be taken. One that cannot be lands here with its reason, and the rest
                of its batch counts.
              </Empty>
            );
          }
          return (
            <>
              <Accordion chevronPosition="left" styles={{ content: { padding: '0 16px 16px 44px' } }}>
                {items.map((letter) => (
                  <Letter key={letter.id} letter={letter} />
                ))}
              </Accordion>
              <More shown={items.length} total={value.pages[0]?.total} what="dead letters" query={letters} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function Letter({ letter }: { readonly letter: DeadLetter }) {
  return (
    <Accordion.Item value={letter.id}>
      <Accordion.Control>
        <span className={styles.line}>
          <span className={styles.when}>
            <When at={letter.receivedAt} />
          </span>
          <span className={styles.reason}>{humanised(letter.reason)}</span>
          <span className={styles.problem}>{letter.problem}</span>
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        <p className={styles.meta}>
          Key …{letter.writeKey} · {count(letter.bytes)} bytes{' '}
          {letter.pointer === null ? null : <Chip>at {letter.pointer}</Chip>}
        </p>
        <Json value={indented(letter.body)} label="The event as it came" />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
