import { Popover, UnstyledButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './Counted.module.css';
import { time, workspaceZone } from './format';

/** How a number comes about. */
export interface Count {
  readonly what: string;
  readonly window?: string;
  readonly asOf?: string | undefined;
}

/** The "how is this counted" of a number: definition, window, zone, freshness. */
export function Counted({ of, count }: { readonly of: string; readonly count: Count }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={300}
      position="bottom"
      withArrow
      shadow="md"
      withinPortal
    >
      <Popover.Target>
        <UnstyledButton
          className={styles.button}
          aria-label={`How ${of} is counted`}
          onClick={() => setOpen(!open)}
          onMouseEnter={() => setOpen(true)}
          onMouseLeave={() => setOpen(false)}
        >
          <IconInfoCircle size={14} stroke={1.7} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={`How ${of} is counted`}>
        <p className={styles.what}>{count.what}</p>
        <dl className={styles.facts}>
          <dt>Window</dt>
          <dd>{count.window ?? 'now'}</dd>
          <dt>Time zone</dt>
          <dd>{workspaceZone()}</dd>
          {count.asOf === undefined ? null : (
            <>
              <dt>As of</dt>
              <dd>{time(count.asOf)}</dd>
            </>
          )}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
