import { Button, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '../kit/Empty';
import { Figure, Figures } from '../kit/Figure';
import { count } from '../kit/format';
import { Panel } from '../kit/Page';
import { Tag } from '../kit/Tag';
import { sessionQuery } from '../session/session';
import { EntryDetail } from './EntryDetail';
import { EntryLine } from './EntryLine';
import { groupsOf, matches } from './entry';
import { GroupFilter } from './GroupFilter';
import styles from './LiveStream.module.css';
import { KEPT, type Stream, useStream } from './stream';

const route = getRouteApi('/in/live');
const MOST_LINES = 200;

export function LiveStream() {
  const { show, q, entry } = route.useSearch();
  const navigate = useNavigate({ from: '/live' });
  const [paused, setPaused] = useState(false);
  const stream = useStream(paused);
  const groups = groupsOf(show);
  const lines = stream.entries.filter((line) => matches(line, groups, q)).slice(0, MOST_LINES);
  const chosen = stream.entries.find((line) => line.id === entry);
  const change = (part: { readonly show?: string; readonly q?: string; readonly entry?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <div className={styles.stack}>
      <Rates stream={stream} />
      <div className={styles.columns} data-open={chosen !== undefined || undefined}>
        <Panel
          flush
          title={<State stream={stream} paused={paused} />}
          aside={
            <div className={styles.controls}>
              <TextInput
                size="xs"
                placeholder="Filter by person, event, journey"
                aria-label="Filter the stream"
                leftSection={<IconSearch size={14} aria-hidden />}
                value={q ?? ''}
                onChange={(event) => change({ q: event.currentTarget.value })}
                w={240}
              />
              <Button
                size="xs"
                variant="default"
                leftSection={
                  paused ? (
                    <IconPlayerPlay size={14} aria-hidden />
                  ) : (
                    <IconPlayerPause size={14} aria-hidden />
                  )
                }
                onClick={() => setPaused(!paused)}
              >
                {paused
                  ? `Resume${stream.waiting.length === 0 ? '' : ` (${stream.waiting.length} new)`}`
                  : 'Pause'}
              </Button>
            </div>
          }
        >
          <div className={styles.filter}>
            <GroupFilter
              show={show}
              onShow={(next) =>
                void navigate({ search: (before) => ({ ...before, show: next }), replace: true })
              }
            />
          </div>
          {lines.length === 0 ? (
            <Nothing stream={stream} filtered={show !== undefined || q !== undefined} />
          ) : (
            <ol className={styles.lines} aria-label="Live stream, newest first">
              {lines.map((line) => (
                <EntryLine
                  key={line.id}
                  entry={line}
                  selected={line.id === entry}
                  onSelect={() => {
                    setPaused(true);
                    change({ entry: line.id });
                  }}
                />
              ))}
            </ol>
          )}
        </Panel>
        {chosen === undefined ? null : (
          <EntryDetail
            entry={chosen}
            onClose={() =>
              void navigate({ search: (before) => ({ ...before, entry: undefined }), replace: true })
            }
          />
        )}
      </div>
    </div>
  );
}

function State({ stream, paused }: { readonly stream: Stream; readonly paused: boolean }) {
  if (stream.state === 'lost') return <Tag tone="dropped">Connection lost, trying again</Tag>;
  if (paused) return <Tag tone="held">Paused</Tag>;
  return stream.state === 'open' ? <Tag tone="sent">Live</Tag> : <Tag>Connecting</Tag>;
}

function Rates({ stream }: { readonly stream: Stream }) {
  const { events, sent, notSent, since } = stream.rate;
  const window =
    since < 60 ? `the ${Math.floor(since)} seconds since this page opened` : 'the last 60 seconds';
  const note = since < 60 ? 'since this page opened' : 'in the last minute';
  return (
    <Figures>
      <Figure
        label="Events"
        value={count(events)}
        note={note}
        count={{ what: 'Events that were taken while this page was open, each message id once.', window }}
      />
      <Figure
        label="Messages sent"
        tone="sent"
        value={count(sent)}
        note={note}
        count={{ what: 'Decisions to send that passed every check.', window }}
      />
      <Figure
        label="Held, held out or not sent"
        value={count(notSent)}
        note={note}
        count={{
          what: 'Decisions on a message with any other outcome; each has its reason in the stream.',
          window,
        }}
      />
      <Figure
        label="Shown"
        value={count(stream.entries.length)}
        note={
          stream.missed === 0
            ? `the newest ${KEPT} at most`
            : `${count(stream.missed)} passed too fast to show`
        }
        count={{
          what: 'Lines that this page holds. Older ones are in /api/facts and on each person.',
          window: 'since this page opened',
        }}
      />
    </Figures>
  );
}

function Nothing({ stream, filtered }: { readonly stream: Stream; readonly filtered: boolean }) {
  const session = useQuery(sessionQuery);
  if (stream.entries.length > 0 || filtered) {
    return <Empty title="Nothing matches yet">Lines that do will show up here as they come.</Empty>;
  }
  if (stream.state !== 'open') return <Empty title="Connecting to the stream" />;
  return (
    <Empty title="Waiting for the first event">
      This page shows it within a second of its arrival. Send one now:
      {session.data === undefined ? null : (
        <pre>{curl(session.data.ingest.url, session.data.ingest.writeKey)}</pre>
      )}
    </Empty>
  );
}

function curl(url: string, writeKey: string | null): string {
  return `curl ${url}/v1/track -u ${writeKey ?? 'WRITE_KEY'}: \\
  -H 'Content-Type: application/json' \\
  -d '{"userId":"ada","event":"Product Viewed"}'`;
}
