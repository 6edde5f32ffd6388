import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { problemFrom } from '../api/failure';
import styles from './Loaded.module.css';
import { Troubled } from './Troubled';

interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isFetching' | 'refetch' | 'fetchStatus'>;
  readonly what: string;
  readonly skeleton: ReactNode;
  readonly children: (value: T) => ReactNode;
}

/** What a query holds: its skeleton, its value, or what went wrong with a way to try again. */
export function Loaded<T>({ query, what, skeleton, children }: LoadedProps<T>) {
  const { data, error, refetch } = query;
  if (data === undefined) {
    if (error !== null)
      return <Troubled what={what} problem={problemFrom(error)} onRetry={() => void refetch()} />;
    if (query.fetchStatus === 'idle') {
      return (
        <p className={styles.slow} role="status">
          Loading {what} was cancelled.{' '}
          <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
            Load
          </Button>
        </p>
      );
    }
    return <Waiting what={what}>{skeleton}</Waiting>;
  }
  return (
    <>
      {error === null ? null : (
        <Troubled what={`newer ${what}`} problem={problemFrom(error)} onRetry={() => void refetch()} slim />
      )}
      {children(data)}
    </>
  );
}

const SLOW_MS = 2_000;
const VERY_SLOW_MS = 10_000;

function Waiting({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  const client = useQueryClient();
  const [waited, setWaited] = useState<'briefly' | 'long' | 'very long'>('briefly');
  useEffect(() => {
    const slow = setTimeout(() => setWaited('long'), SLOW_MS);
    const verySlow = setTimeout(() => setWaited('very long'), VERY_SLOW_MS);
    return () => {
      clearTimeout(slow);
      clearTimeout(verySlow);
    };
  }, []);
  return (
    <div aria-busy="true" className={styles.waiting}>
      {children}
      <p className={styles.slow} role="status">
        {waited === 'briefly' ? '' : `Still loading ${what}. `}
        {waited === 'very long' ? (
          <Button size="compact-xs" variant="default" onClick={() => void client.cancelQueries()}>
            Cancel
          </Button>
        ) : null}
      </p>
    </div>
  );
}
