import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Figure, Figures, FiguresSkeleton } from '../kit/Figure';
import { count, percent } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page } from '../kit/Page';
import { OUTCOMES, type Outcome } from '../kit/words';
import { OutcomeChart } from './OutcomeChart';
import styles from './Policy.module.css';
import { PressureChart } from './PressureChart';
import { type Policy, policyQuery } from './queries';
import { Caps, QuietHours, Suppressions } from './Rules';
import { Stopped } from './Stopped';

const route = getRouteApi('/in/policy');

/** Screen 7: the rules, and what they stopped. */
export function PolicyPage() {
  const { days } = route.useSearch();
  const navigate = useNavigate({ from: '/policy' });
  const policy = useQuery(policyQuery(Number(days ?? '28')));
  return (
    <Page
      title="Policy"
      lead="What holds for every journey: caps, quiet hours, suppressions. And what they stopped, by reason."
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Period"
          value={days ?? '28'}
          onChange={(next) =>
            void navigate({
              search: (before) => ({ ...before, days: next === '7' || next === '90' ? next : undefined }),
              replace: true,
            })
          }
          data={[
            { value: '7', label: '7 days' },
            { value: '28', label: '28 days' },
            { value: '90', label: '90 days' },
          ]}
        />
      }
    >
      <Loaded query={policy} what="the policy" skeleton={<PolicySkeleton />}>
        {(value) => <Shown policy={value} />}
      </Loaded>
    </Page>
  );
}

function Shown({ policy }: { readonly policy: Policy }) {
  return (
    <div className={styles.stack}>
      <Totals policy={policy} />
      <OutcomeChart policy={policy} />
      <div className={styles.columns}>
        <Stopped policy={policy} />
        <PressureChart policy={policy} />
      </div>
      <Caps policy={policy} />
      <div className={styles.columns}>
        <QuietHours policy={policy} />
        <Suppressions policy={policy} />
      </div>
    </div>
  );
}

const ORDER: readonly Outcome[] = ['sent', 'ghost', 'held', 'dropped'];

function Totals({ policy: { totals, asOf } }: { readonly policy: Policy }) {
  return (
    <Figures>
      <Figure
        label="Decided"
        value={count(totals.decided)}
        count={{
          what: 'Arrivals at a send. Each is sent, held out, held or not sent; the four add up.',
          window: 'as chosen',
          asOf,
        }}
      />
      {ORDER.map((outcome) => (
        <Figure
          key={outcome}
          label={OUTCOMES[outcome].label}
          tone={outcome}
          value={count(totals[outcome])}
          note={totals.decided === 0 ? undefined : percent(totals[outcome] / totals.decided)}
          count={{ what: `${OUTCOMES[outcome].means}.`, window: 'as chosen', asOf }}
        />
      ))}
    </Figures>
  );
}

function PolicySkeleton() {
  return (
    <>
      <FiguresSkeleton many={5} />
      <Skeleton height={320} mt={16} />
      <Skeleton height={280} mt={16} />
    </>
  );
}
