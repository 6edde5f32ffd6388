import { type Column, DataTable } from '../kit/DataTable';
import { count, percent } from '../kit/format';
import { RowLink } from '../kit/RowLink';
import { edgesOf, flowsOf, leftEarly } from './graph';
import styles from './JourneyList.module.css';
import type { JourneyMetrics } from './queries';
import { SendBar } from './SendBar';
import { EXIT, type Step } from './step';
import { stepIcon, stepWords } from './stepWords';

interface JourneyListProps {
  readonly steps: readonly Step[];
  readonly metrics: JourneyMetrics | undefined;
  readonly selected: string | undefined;
}

/** The journey as a table: the same figures as the canvas, for those who read or listen. */
export function JourneyList({ steps, metrics, selected }: JourneyListProps) {
  return (
    <DataTable
      label="Steps of the journey"
      columns={columnsOf(steps, metrics)}
      rows={steps}
      rowId={(step) => step.id}
      selected={selected}
    />
  );
}

function columnsOf(steps: readonly Step[], metrics: JourneyMetrics | undefined): readonly Column<Step>[] {
  const figures = new Map((metrics?.steps ?? []).map((one) => [one.step, one]));
  const flows = metrics === undefined ? new Map() : flowsOf(metrics);
  const edges = edgesOf(steps);
  const asOf = metrics?.asOf;
  return [
    {
      id: 'step',
      header: 'Step',
      cell: (step) => {
        const Icon = stepIcon(step);
        return (
          <span className={styles.step}>
            <Icon size={16} stroke={1.7} aria-hidden />
            <span>
              <RowLink to="." search={(before) => ({ ...before, step: step.id })}>
                {step.id}
              </RowLink>
              <span className={styles.what}>{stepWords(step)}</span>
            </span>
          </span>
        );
      },
    },
    {
      id: 'entered',
      header: 'Entered',
      numeric: true,
      count: { what: 'Arrivals at the step, held-out people included.', window: 'ever', asOf },
      cell: (step) => count(figures.get(step.id)?.entered ?? 0),
    },
    {
      id: 'here',
      header: 'Here',
      numeric: true,
      count: { what: 'At the step now.', asOf },
      cell: (step) => count(figures.get(step.id)?.here ?? 0),
    },
    {
      id: 'left',
      header: 'Left',
      numeric: true,
      count: { what: 'Went on from the step or left the journey from it.', window: 'ever', asOf },
      cell: (step) => count(figures.get(step.id)?.left ?? 0),
    },
    {
      id: 'next',
      header: 'Then',
      count: { what: 'Where people went from here, and their share of all who went.', window: 'ever', asOf },
      cell: (step) => (
        <ul className={styles.ways}>
          {edges
            .filter((edge) => edge.from === step.id)
            .map((edge) => {
              const flow = flows.get(edge.id);
              return (
                <li key={edge.id}>
                  → {edge.to === EXIT ? 'leaves' : edge.to}
                  {flow === undefined
                    ? ''
                    : ` ${count(flow.count)}${flow.share === null ? '' : `, ${percent(flow.share, 0)}`}`}
                  {edge.label === null ? null : <span className={styles.label}> {edge.label}</span>}
                </li>
              );
            })}
          {metrics !== undefined && leftEarly(metrics, edges, step.id) > 0 ? (
            <li className={styles.label}>left early {count(leftEarly(metrics, edges, step.id))}</li>
          ) : null}
        </ul>
      ),
    },
    {
      id: 'messages',
      header: 'Messages',
      width: '120px',
      count: {
        what: 'What was decided on the messages of this step: sent, held out, held, not sent.',
        window: 'ever',
        asOf,
      },
      cell: (step) => {
        const found = figures.get(step.id);
        return step.kind === 'send' && found !== undefined ? <SendBar figures={found} /> : null;
      },
    },
  ];
}
