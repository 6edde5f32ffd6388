import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { Problem } from '../api/failure';
import styles from './Troubled.module.css';

interface TroubledProps {
  readonly what: string;
  readonly problem: Problem;
  readonly onRetry: () => void;
  readonly slim?: boolean;
}

/** What failed, what still works, the request's id and a way to try again. */
export function Troubled({ what, problem, onRetry, slim = false }: TroubledProps) {
  return (
    <div className={styles.troubled} data-slim={slim || undefined} role="alert">
      <IconAlertTriangle size={20} stroke={1.7} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>Could not load {what}</p>
        <p className={styles.detail}>
          {problem.title}
          {problem.detail === undefined ? '.' : `: ${problem.detail}`}{' '}
          {problem.status === 0
            ? 'Nothing is lost: the page tries again by itself once the server answers.'
            : 'Everything else on this page still works.'}
        </p>
        {problem.instance === undefined ? null : (
          <p className={styles.request}>
            Request <code>{problem.instance}</code>
          </p>
        )}
      </div>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={onRetry}
      >
        Retry
      </Button>
    </div>
  );
}
