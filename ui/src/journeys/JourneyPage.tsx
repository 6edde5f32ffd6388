import { Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Figure, Figures, FiguresSkeleton } from '../kit/Figure';
import { count, duration, money, percent } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { Chip } from '../kit/Tag';
import { reasonWords } from '../kit/words';
import { JourneyList } from './JourneyList';
import styles from './JourneyPage.module.css';
import { Legend } from './Legend';
import { type JourneyDocument, type JourneyMetrics, journeyQuery, metricsQuery } from './queries';
import { StateTag } from './StateTag';
import { StepPanel } from './StepPanel';
import { useSaid } from './said';
import { stepsOf } from './step';

const route = getRouteApi('/in/journeys/$key');
const Canvas = lazy(async () => ({ default: (await import('./Canvas')).Canvas }));
const Yaml = lazy(async () => ({ default: (await import('./Yaml')).Yaml }));

/** One journey, live: as a canvas, as a list, as YAML; and who is here. */
export function JourneyPage() {
  const { key } = route.useParams();
  const journey = useQuery(journeyQuery(key));
  const metrics = useQuery(metricsQuery(key));
  return (
    <Page
      wide
      above={<Link to="/journeys">Journeys</Link>}
      title={journey.data?.name ?? key}
      lead={journey.data === undefined ? undefined : <Lead journey={journey.data} />}
    >
      <Loaded query={metrics} what="the counts" skeleton={<FiguresSkeleton many={6} />}>
        {(value) => <Counts metrics={value} />}
      </Loaded>
      <Loaded query={journey} what="the journey" skeleton={<Skeleton height={560} />}>
        {(value) => <Views journey={value} metrics={metrics.data} />}
      </Loaded>
    </Page>
  );
}

function Lead({ journey }: { readonly journey: JourneyDocument }) {
  const { purpose, priority, holdout, kpi } = journey.body as {
    readonly purpose?: string;
    readonly priority?: number;
    readonly holdout?: string;
    readonly kpi?: { readonly conversion: string; readonly window: string };
  };
  return (
    <span className={styles.lead}>
      <StateTag state={journey.state} />
      <span>version {journey.version}</span>
      {journey.owner === null ? null : <span>{journey.owner}</span>}
      <Chip>{purpose ?? 'marketing'}</Chip>
      <Chip>priority {priority ?? 50}</Chip>
      {kpi === undefined ? null : (
        <Chip>
          aims at {kpi.conversion} within {duration(kpi.window)}
        </Chip>
      )}
      <Chip>{holdout === undefined || holdout === 'none' ? 'no holdout' : `${holdout} held out`}</Chip>
    </span>
  );
}

function Counts({ metrics }: { readonly metrics: JourneyMetrics }) {
  const { asOf } = metrics;
  const treated = metrics.entered - metrics.ghosts;
  return (
    <Figures>
      <Figure
        label="Entered"
        value={count(metrics.entered)}
        note={metrics.ghosts === 0 ? undefined : `${count(metrics.ghosts)} held out`}
        count={{ what: 'Entries, held-out people included.', window: 'ever', asOf }}
      />
      <Figure label="Here now" value={count(metrics.here)} count={{ what: 'Entered and not left.', asOf }} />
      <Figure
        label="Left"
        value={count(metrics.exited)}
        note={top(metrics.exits)}
        count={{ what: 'Exits of every kind.', window: 'ever', asOf }}
      />
      <Figure
        label="Converted"
        value={count(metrics.conversions)}
        note={treated === 0 ? undefined : `${percent(metrics.conversions / treated)} of those treated`}
        count={{
          what: 'Treated entries with the journey’s conversion within its window.',
          window: 'ever',
          asOf,
        }}
      />
      <Figure
        label="Revenue after it"
        value={metrics.revenue === null ? '–' : money(metrics.revenue.value, metrics.revenue.currency, true)}
        count={{
          what: 'Value of those conversions. It says what followed, not what the journey caused; see Attribution.',
          window: 'ever',
          asOf,
        }}
      />
      <Figure
        label="Turned away"
        value={count(metrics.rejections.reduce((sum, one) => sum + one.count, 0))}
        note={top(metrics.rejections)}
        count={{ what: 'The trigger fired and something stood in the way.', window: 'ever', asOf }}
      />
    </Figures>
  );
}

function top(counts: readonly { readonly reason: string; readonly count: number }[]): string | undefined {
  const [most] = [...counts].sort((a, b) => b.count - a.count);
  return most === undefined ? undefined : `most: ${reasonWords(most.reason).toLowerCase()}`;
}

interface ViewsProps {
  readonly journey: JourneyDocument;
  readonly metrics: JourneyMetrics | undefined;
}

function Views({ journey, metrics }: ViewsProps) {
  const { view, step } = route.useSearch();
  const navigate = useNavigate({ from: '/journeys/$key' });
  const said = useSaid(journey);
  const steps = stepsOf(journey.body, said);
  const select = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, step: id }), replace: true });
  return (
    <Tabs
      value={view ?? 'canvas'}
      onChange={(next) =>
        void navigate({
          search: (before) => ({ ...before, view: next === 'list' || next === 'yaml' ? next : undefined }),
        })
      }
      keepMounted={false}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="canvas">Canvas</Tabs.Tab>
        <Tabs.Tab value="list">List</Tabs.Tab>
        <Tabs.Tab value="yaml">YAML</Tabs.Tab>
      </Tabs.List>
      <div className={styles.columns}>
        <Panel flush label={view ?? 'canvas'}>
          <Suspense fallback={<Skeleton height={640} />}>
            <Tabs.Panel value="canvas">
              <Canvas
                body={journey.body}
                said={said}
                steps={steps}
                metrics={metrics}
                selected={step}
                onSelect={select}
              />
            </Tabs.Panel>
            <Tabs.Panel value="list">
              <JourneyList steps={steps} metrics={metrics} selected={step} />
            </Tabs.Panel>
            <Tabs.Panel value="yaml">
              <Yaml source={journey.source} label={`${journey.name} as YAML`} />
            </Tabs.Panel>
          </Suspense>
          {view === 'yaml' ? null : <Legend />}
        </Panel>
        <StepPanel
          journey={journey}
          said={said}
          steps={steps}
          metrics={metrics}
          step={step}
          onSelect={select}
        />
      </div>
    </Tabs>
  );
}
