import { Button, Menu, SegmentedControl } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemFrom } from '../api/failure';
import { count, moment, shortMoment } from '../kit/format';
import styles from './DemoBar.module.css';
import { command, type Demo, type DemoCommand, demoQuery } from './demo';

const SPEEDS = [
  { value: '1', label: '1×' },
  { value: '60', label: '60×' },
  { value: '600', label: '600×' },
];

const LEAPS = [
  { by: 'PT1H', label: 'One hour' },
  { by: 'PT6H', label: 'Six hours' },
  { by: 'P1D', label: 'One day' },
  { by: 'P7D', label: 'One week' },
];

/** Says that this is a demo world, and holds its clock. */
export function DemoBar() {
  const demo = useQuery(demoQuery);
  return demo.data?.demo === true ? <Controls demo={demo.data} /> : null;
}

function Controls({ demo }: { readonly demo: Demo }) {
  const queries = useQueryClient();
  const order = useMutation({
    mutationFn: (body: DemoCommand) => command(body),
    onSuccess: (state) => {
      queries.setQueryData(demoQuery.queryKey, state);
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'demo' });
    },
  });
  const leaping = demo.catchingUpTo !== null;
  return (
    <section className={styles.bar} aria-label="Demo world" data-demo-bar>
      <span className={styles.words}>
        <strong>Demo</strong>
        <span className={styles.world}>
          {demo.world}
          {demo.people === null ? '' : `, ${count(demo.people)} invented people`}
        </span>
        <span className={styles.clock}>
          {demo.now === null ? '' : moment(demo.now)}
          {leaping && demo.catchingUpTo !== null ? ` → ${shortMoment(demo.catchingUpTo)}` : ''}
          {demo.paused === true ? ' · paused' : ''}
        </span>
      </span>
      {order.error === null ? null : (
        <span role="alert" className={styles.trouble}>
          {problemFrom(order.error).title}
        </span>
      )}
      <span className={styles.controls}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={
            demo.paused === true ? (
              <IconPlayerPlay size={14} aria-hidden />
            ) : (
              <IconPlayerPause size={14} aria-hidden />
            )
          }
          onClick={() => order.mutate({ action: demo.paused === true ? 'resume' : 'pause' })}
        >
          {demo.paused === true ? 'Resume' : 'Pause'}
        </Button>
        <SegmentedControl
          size="xs"
          aria-label="Speed of the demo world"
          data={SPEEDS}
          value={String(demo.speed ?? 1)}
          onChange={(speed) => order.mutate({ action: 'speed', speed: Number(speed) })}
        />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              loading={leaping}
              className={styles.forward}
              leftSection={<IconPlayerTrackNext size={14} aria-hidden />}
            >
              <span className={styles.leap}>Fast-forward</span>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {LEAPS.map(({ by, label }) => (
              <Menu.Item key={by} onClick={() => order.mutate({ action: 'fast-forward', by })}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </span>
    </section>
  );
}
