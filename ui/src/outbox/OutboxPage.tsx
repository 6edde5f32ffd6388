import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { registryQuery } from '../journeys/queries';
import { More, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { channelWords, humanised } from '../kit/words';
import { Letters } from './Letters';
import { Message } from './Message';
import styles from './Outbox.module.css';
import { outboxQuery } from './queries';

const route = getRouteApi('/in/outbox');

const CHANNELS = ['email', 'sms', 'push', 'in_app', 'web'].map((value) => ({
  value,
  label: channelWords(value),
}));
const STATES = ['decided', 'in_flight', 'sent', 'failed', 'unknown'].map((value) => ({
  value,
  label: humanised(value),
}));

/** Screen 6: what was sent, as the recipient sees it. */
export function OutboxPage() {
  const { q, channel, state, journey, message } = route.useSearch();
  const navigate = useNavigate({ from: '/outbox' });
  const outbox = useInfiniteQuery(outboxQuery({ q, channel, state, journey }));
  const registry = useQuery(registryQuery);
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const search = useDebouncedCallback((typed: string) => set({ q: typed === '' ? undefined : typed }), 250);
  const filtered = [q, channel, state, journey].some((one) => one !== undefined);
  return (
    <Page wide title="Outbox" lead="Every message that went out, as its recipient sees it.">
      <div className={styles.controls}>
        <TextInput
          size="xs"
          w={260}
          placeholder="Recipient, name or subject"
          aria-label="Search the outbox"
          defaultValue={q ?? ''}
          leftSection={<IconSearch size={14} aria-hidden />}
          onChange={(event) => search(event.currentTarget.value)}
        />
        <Pick label="Channel" value={channel} data={CHANNELS} onPick={(next) => set({ channel: next })} />
        <Pick label="State" value={state} data={STATES} onPick={(next) => set({ state: next })} />
        <Pick
          label="Journey"
          value={journey}
          data={(registry.data?.items ?? []).map((one) => ({ value: one.key, label: one.name }))}
          onPick={(next) => set({ journey: next })}
        />
      </div>
      <div className={styles.columns}>
        <Panel flush label="Messages">
          <Loaded query={outbox} what="the outbox" skeleton={<TableSkeleton rows={10} columns={2} />}>
            {(value) => {
              const rows = value.pages.flatMap((page) => page.items);
              if (rows.length === 0) {
                return filtered ? (
                  <Empty title="No message matches" />
                ) : (
                  <Empty title="Nothing has been sent yet">Messages appear here as journeys send them.</Empty>
                );
              }
              return (
                <>
                  <Letters rows={rows} selected={message} />
                  <More shown={rows.length} total={value.pages[0]?.total} what="messages" query={outbox} />
                </>
              );
            }}
          </Loaded>
        </Panel>
        {message === undefined ? (
          <Panel label="Message">
            <Empty title="Choose a message">
              It is shown here exactly as it was rendered for that person.
            </Empty>
          </Panel>
        ) : (
          <Message id={message} />
        )}
      </div>
    </Page>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly data: { value: string; label: string }[];
  readonly onPick: (value: string | undefined) => void;
}

function Pick({ label, value, data, onPick }: PickProps) {
  return (
    <Select
      size="xs"
      w={160}
      aria-label={label}
      placeholder={label}
      data={data}
      value={value ?? null}
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      onChange={(next) => onPick(next ?? undefined)}
    />
  );
}
