import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { More } from '../kit/DataTable';
import { Loaded } from '../kit/Loaded';
import { Panel } from '../kit/Page';
import { Tag } from '../kit/Tag';
import { type JourneyPerson, journeyPeopleQuery } from './queries';
import styles from './StepPanel.module.css';
import { Waiting } from './Waiting';

/** Who is at a step, or in the journey, and until when. */
export function WhoIsHere({
  journey,
  step,
}: {
  readonly journey: string;
  readonly step: string | undefined;
}) {
  const people = useInfiniteQuery(journeyPeopleQuery(journey, step));
  return (
    <Panel flush title={step === undefined ? 'Who is in it' : 'Who is here'}>
      <Loaded query={people} what="who is here" skeleton={<Skeleton height={240} />}>
        {(value) => {
          const rows = value.pages.flatMap((page) => page.items);
          return (
            <>
              <ul className={styles.people}>
                {rows.map((row) => (
                  <Person
                    key={`${row.customer} ${row.position.instance}`}
                    row={row}
                    withStep={step === undefined}
                  />
                ))}
              </ul>
              <More shown={rows.length} total={value.pages[0]?.total} what="people" query={people} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function Person({ row, withStep }: { readonly row: JourneyPerson; readonly withStep: boolean }) {
  const { position } = row;
  return (
    <li className={styles.person}>
      <span className={styles.line}>
        <Link to="/people/$id" params={{ id: row.customer }}>
          {row.name ?? row.customer}
        </Link>
        {position.arm === 'holdout' ? <Tag tone="ghost">Held out</Tag> : null}
      </span>
      <span className={styles.quiet}>
        {withStep && position.step !== null ? `${position.step} · ` : ''}
        <Waiting position={position} />
      </span>
    </li>
  );
}
