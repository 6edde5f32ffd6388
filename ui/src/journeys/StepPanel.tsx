import { CloseButton } from '@mantine/core';
import { count, percent } from '../kit/format';
import { Panel } from '../kit/Page';
import { OUTCOMES, reasonWords } from '../kit/words';
import { rulesOf } from './entryWords';
import type { JourneyDocument, JourneyMetrics, StepMetrics } from './queries';
import { Rules, Ways } from './Rules';
import { SendBar } from './SendBar';
import styles from './StepPanel.module.css';
import type { Said } from './said';
import type { Step } from './step';
import { stepWords } from './stepWords';
import { WhoIsHere } from './WhoIsHere';

interface StepPanelProps {
  readonly journey: JourneyDocument;
  readonly said: Said;
  readonly steps: readonly Step[];
  readonly metrics: JourneyMetrics | undefined;
  readonly step: string | undefined;
  readonly onSelect: (step: string | undefined) => void;
}

/** Beside the journey: the chosen step and who is at it, or the journey's rules and everyone in it. */
export function StepPanel({ journey, said, steps, metrics, step, onSelect }: StepPanelProps) {
  const chosen = steps.find((one) => one.id === step);
  const figures = metrics?.steps.find((one) => one.step === step);
  return (
    <aside className={styles.side} aria-label={chosen === undefined ? 'The journey' : `Step ${chosen.id}`}>
      {chosen === undefined ? (
        <>
          <Rules rules={rulesOf(journey.body, said)} />
          <Reasons title="Why people left" counts={metrics?.exits ?? []} />
          <Reasons title="Why people were turned away" counts={metrics?.rejections ?? []} />
        </>
      ) : (
        <Panel
          title={chosen.id}
          aside={<CloseButton aria-label="Close the step" onClick={() => onSelect(undefined)} />}
        >
          <p className={styles.what}>{stepWords(chosen)}</p>
          {chosen.kind === 'branch' ? <Ways ways={chosen.ways} /> : null}
          {figures === undefined ? null : <Numbers figures={figures} isSend={chosen.kind === 'send'} />}
        </Panel>
      )}
      <WhoIsHere journey={journey.key} step={chosen?.id} />
    </aside>
  );
}

function Numbers({ figures, isSend }: { readonly figures: StepMetrics; readonly isSend: boolean }) {
  const base = figures.delivered === 0 ? figures.sent : figures.delivered;
  const rows: readonly (readonly [string, string])[] = isSend
    ? [
        [OUTCOMES.sent.label, count(figures.sent)],
        [OUTCOMES.ghost.label, count(figures.ghost)],
        [OUTCOMES.held.label, count(figures.held)],
        [OUTCOMES.dropped.label, count(figures.dropped)],
        ['Delivered', count(figures.delivered)],
        ['Opened', rated(figures.opened, base)],
        ['Clicked', rated(figures.clicked, base)],
        ['Failed', count(figures.failed)],
      ]
    : [
        ['Entered', count(figures.entered)],
        ['Here now', count(figures.here)],
        ['Left', count(figures.left)],
      ];
  return (
    <>
      {isSend ? <SendBar figures={figures} /> : null}
      <dl className={styles.numbers}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles.number}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function rated(many: number, base: number): string {
  return base === 0 ? count(many) : `${count(many)} (${percent(many / base)})`;
}

interface ReasonsProps {
  readonly title: string;
  readonly counts: readonly { readonly reason: string; readonly count: number }[];
}

function Reasons({ title, counts }: ReasonsProps) {
  if (counts.length === 0) return null;
  const most = Math.max(...counts.map((one) => one.count));
  return (
    <Panel title={title}>
      <dl className={styles.numbers}>
        {[...counts]
          .sort((a, b) => b.count - a.count)
          .map((one) => (
            <div key={one.reason} className={styles.reason}>
              <dt>{reasonWords(one.reason)}</dt>
              <dd>
                <span className={styles.track} aria-hidden="true">
                  <span style={{ width: `${(100 * one.count) / most}%` }} />
                </span>
                {count(one.count)}
              </dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
