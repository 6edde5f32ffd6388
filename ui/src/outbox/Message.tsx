import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loaded } from '../kit/Loaded';
import { Panel } from '../kit/Page';
import { When } from '../kit/When';
import { channelWords, humanised } from '../kit/words';
import { framed } from './frame';
import { MessageState } from './MessageState';
import styles from './Outbox.module.css';
import { messageQuery, type OutboxMessage } from './queries';

const route = getRouteApi('/in/outbox');

/** One message as its recipient sees it, with its head and what happened to it. */
export function Message({ id }: { readonly id: string }) {
  const message = useQuery(messageQuery(id));
  return (
    <Loaded query={message} what="the message" skeleton={<Skeleton height={760} />}>
      {(value) => (
        <div className={styles.side}>
          <Panel
            flush
            title={
              <span className={styles.title}>
                {value.subject ?? value.title ?? channelWords(value.channel)}
              </span>
            }
            aside={<MessageState state={value.state} />}
          >
            <Head message={value} />
            <Shown message={value} />
          </Panel>
          <Panel title="What happened to it">
            <ol className={styles.events}>
              {value.events.map((event) => (
                <li key={`${event.kind} ${event.at}`}>
                  <When at={event.at} />
                  <span>{humanised(event.kind)}</span>
                  <span className={styles.quiet}>{event.detail}</span>
                </li>
              ))}
            </ol>
          </Panel>
        </div>
      )}
    </Loaded>
  );
}

function Head({ message }: { readonly message: OutboxMessage }) {
  return (
    <dl className={styles.head}>
      {message.from === null ? null : (
        <>
          <dt>From</dt>
          <dd>{message.from}</dd>
        </>
      )}
      <dt>To</dt>
      <dd>
        <Link
          to="/people/$id"
          params={{ id: message.customer }}
          search={{ record: message.message, journey: message.journey }}
        >
          {message.customerName ?? message.customer}
        </Link>{' '}
        {message.to}
      </dd>
      <dt>Sent by</dt>
      <dd>
        <Link to="/journeys/$key" params={{ key: message.journey }} search={{ step: message.step }}>
          {message.journeyName}
        </Link>
        , version {message.version}, {message.step}, template <code>{message.template}</code>
        {message.locale === null ? '' : `, ${message.locale}`}
      </dd>
    </dl>
  );
}

function Shown({ message }: { readonly message: OutboxMessage }) {
  const { as, width } = route.useSearch();
  const navigate = useNavigate({ from: '/outbox' });
  if (message.channel !== 'email') return <div className={styles.stage}>{onDevice(message)}</div>;
  const shown = as ?? (message.html === null ? 'text' : 'html');
  return (
    <>
      <div className={styles.controls} style={{ padding: '10px 16px' }}>
        <SegmentedControl
          size="xs"
          aria-label="Part of the message"
          value={shown}
          onChange={(next) =>
            void navigate({
              search: (before) => ({
                ...before,
                as: next === 'text' || next === 'headers' ? next : undefined,
              }),
              replace: true,
            })
          }
          data={[
            { value: 'html', label: 'As sent', disabled: message.html === null },
            { value: 'text', label: 'Plain text' },
            { value: 'headers', label: 'Headers' },
          ]}
        />
        {shown === 'html' ? (
          <SegmentedControl
            size="xs"
            aria-label="Width"
            value={width ?? 'desktop'}
            onChange={(next) =>
              void navigate({
                search: (before) => ({ ...before, width: next === 'phone' ? next : undefined }),
                replace: true,
              })
            }
            data={[
              { value: 'desktop', label: 'Desktop' },
              { value: 'phone', label: 'Phone' },
            ]}
          />
        ) : null}
      </div>
      <div className={styles.stage}>{part(message, shown, width)}</div>
    </>
  );
}

function part(
  message: OutboxMessage,
  shown: 'html' | 'text' | 'headers',
  width: 'phone' | undefined,
): ReactNode {
  switch (shown) {
    case 'html':
      return (
        <iframe
          className={styles.frame}
          data-width={width}
          sandbox=""
          referrerPolicy="no-referrer"
          title={`The message to ${message.to}`}
          srcDoc={framed(message.html ?? '')}
        />
      );
    case 'text':
      return <pre className={styles.plain}>{message.text ?? 'This message has no plain text part.'}</pre>;
    case 'headers':
      return (
        <dl className={styles.headers}>
          {message.headers.map((header) => (
            <div key={`${header.name} ${header.value}`} className={styles.header}>
              <dt>{header.name}</dt>
              <dd>{header.value}</dd>
            </div>
          ))}
        </dl>
      );
  }
}

/** What is not e-mail, on the screen that it reaches. */
function onDevice(message: OutboxMessage): ReactNode {
  if (message.channel === 'sms') {
    return (
      <div className={styles.phone}>
        <div className={styles.bubble}>{message.text}</div>
      </div>
    );
  }
  return (
    <div className={styles.phone}>
      <div className={styles.notice}>
        <strong>{message.title}</strong>
        <p>{message.text}</p>
        {message.url === null ? null : <p className={styles.quiet}>{message.url}</p>}
      </div>
    </div>
  );
}
