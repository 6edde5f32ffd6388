import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Figure, Figures, FiguresSkeleton } from '../kit/Figure';
import { count, percent } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { Chip } from '../kit/Tag';
import { Written } from '../kit/Written';
import { humanised } from '../kit/words';
import { ConditionTree } from './ConditionTree';
import { Members } from './Members';
import { type Segment, segmentQuery } from './queries';
import styles from './Segments.module.css';
import { SizeChart } from './SizeChart';
import { Why } from './Why';

const route = getRouteApi('/in/segments/$key');

/** One segment: what it means, how large it is, who is in it and why. */
export function SegmentPage() {
  const { key } = route.useParams();
  const { who } = route.useSearch();
  const segment = useQuery(segmentQuery(key));
  return (
    <Page
      above={<Link to="/segments">Segments</Link>}
      title={segment.data?.name ?? key}
      lead={segment.data === undefined ? undefined : <Lead segment={segment.data} />}
    >
      <Loaded query={segment} what="the segment" skeleton={<SegmentSkeleton />}>
        {(value) => (
          <>
            <Sizes segment={value} />
            <div className={styles.columns} style={{ marginTop: 20 }}>
              <div className={styles.stack}>
                <Definition segment={value} />
                <SizeChart segment={value} />
                <Members segment={value.key} who={who} />
              </div>
              <div className={styles.stack}>
                {who === undefined ? null : <Why segment={value.key} customer={who} />}
                <UsedBy segment={value} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Lead({ segment }: { readonly segment: Segment }) {
  return (
    <>
      <code>{segment.key}</code> · version {segment.version}
      {segment.owner === null ? '' : ` · ${segment.owner}`}
    </>
  );
}

function Sizes({ segment }: { readonly segment: Segment }) {
  const { asOf } = segment;
  const share = segment.people === 0 ? 0 : segment.size / segment.people;
  return (
    <Figures>
      <Figure
        label="People"
        value={count(segment.size)}
        count={{ what: 'People who meet the definition now.', asOf }}
      />
      <Figure
        label="Of everyone"
        value={percent(share)}
        note={`of ${count(segment.people)}`}
        count={{ what: 'Share of all people of the workspace, anonymous ones included.', asOf }}
      />
      <Figure
        label="Came"
        value={count(segment.entered24h)}
        note="in 24 hours"
        count={{ what: 'Times somebody entered.', window: 'the last 24 hours', asOf }}
      />
      <Figure
        label="Went"
        value={count(segment.left24h)}
        note="in 24 hours"
        count={{
          what: 'Times somebody left, by an event or by time alone.',
          window: 'the last 24 hours',
          asOf,
        }}
      />
    </Figures>
  );
}

function Definition({ segment }: { readonly segment: Segment }) {
  return (
    <Panel title="Definition">
      <p className={styles.definition}>{segment.words}</p>
      {segment.conditions.parts.length === 0 ? null : <ConditionTree condition={segment.conditions} />}
      <Written conditions={[{ name: null, cel: segment.when }]} />
    </Panel>
  );
}

function UsedBy({ segment }: { readonly segment: Segment }) {
  return (
    <Panel title="Used by">
      {segment.usedBy.length === 0 ? <span className={styles.quiet}>Nothing uses it.</span> : null}
      <ul className={styles.uses}>
        {segment.usedBy.map((use) => (
          <li key={`${use.kind} ${use.key}`}>
            <Chip>{humanised(use.kind)}</Chip>{' '}
            {use.kind === 'journey' ? (
              <Link to="/journeys/$key" params={{ key: use.key }}>
                {use.name}
              </Link>
            ) : (
              use.name
            )}
            <span className={styles.quiet}>, {use.as}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function SegmentSkeleton() {
  return (
    <>
      <FiguresSkeleton many={4} />
      <Skeleton height={160} mt={20} />
      <Skeleton height={360} mt={16} />
    </>
  );
}
