import { Alert, SegmentedControl, Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Empty } from '../kit/Empty';
import { Figure, Figures, FiguresSkeleton } from '../kit/Figure';
import { count, money, percent } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import styles from './Attribution.module.css';
import { AttributionTabs } from './AttributionTabs';
import { CreditChart } from './CreditChart';
import { CreditTable } from './CreditTable';
import type { Measure } from './compare';
import { type Asked, conversionsQuery, type Report, reportQuery } from './queries';

const route = getRouteApi('/in/attribution');

/** Screen 5: what every model credits, beside what the holdouts measured. */
export function AttributionPage() {
  const search = route.useSearch();
  const conversions = useQuery(conversionsQuery);
  const conversion = search.conversion ?? conversions.data?.items[0]?.key;
  return (
    <Page
      title="Attribution"
      lead="Five models share the credit out; the holdout says what was caused. Where they disagree, believe the holdout."
    >
      <AttributionTabs conversion={conversion} />
      <Loaded query={conversions} what="conversions" skeleton={<Skeleton height={400} />}>
        {({ items }) =>
          conversion === undefined ? (
            <Panel>
              <Empty title="No conversion is defined yet">
                A conversion document says which event counts as an order and what it is worth. Publish one:{' '}
                <pre>./throughline apply catalog/</pre>
              </Empty>
            </Panel>
          ) : (
            <Comparison
              asked={{ conversion, by: search.by ?? 'journey', days: daysOf(search.days) }}
              choices={items.map((item) => ({ value: item.key, label: item.name }))}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

function daysOf(days: string | undefined): number | null {
  return days === 'all' ? null : Number(days ?? '30');
}

interface ComparisonProps {
  readonly asked: Asked;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function Comparison({ asked, choices }: ComparisonProps) {
  const { of, sort } = route.useSearch();
  const navigate = useNavigate({ from: '/attribution' });
  const measure: Measure = of ?? 'value';
  const report = useQuery(reportQuery(asked));
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <div className={styles.stack}>
      <div className={styles.controls}>
        <Select
          size="xs"
          aria-label="Conversion"
          data={[...choices]}
          value={asked.conversion}
          allowDeselect={false}
          w={160}
          onChange={(next) => set({ conversion: next ?? undefined })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Rows"
          value={asked.by}
          onChange={(by) => set({ by: by === 'journey' ? undefined : by })}
          data={[
            { value: 'journey', label: 'Journeys' },
            { value: 'step', label: 'Steps' },
            { value: 'channel', label: 'Channels' },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Measure"
          value={measure}
          onChange={(next) => set({ of: next === 'value' ? undefined : next })}
          data={[
            { value: 'value', label: 'Revenue' },
            { value: 'conversions', label: 'Orders' },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Period"
          value={asked.days === null ? 'all' : String(asked.days)}
          onChange={(days) => set({ days: days === '30' ? undefined : days })}
          data={[
            { value: '7', label: '7 days' },
            { value: '30', label: '30 days' },
            { value: '90', label: '90 days' },
            { value: 'all', label: 'Ever' },
          ]}
        />
      </div>
      <Loaded
        query={report}
        what="the report"
        skeleton={
          <>
            <FiguresSkeleton many={4} />
            <Skeleton height={420} mt={16} />
          </>
        }
      >
        {(value) => (
          <Result report={value} measure={measure} sort={sort} onSort={(next) => set({ sort: next })} />
        )}
      </Loaded>
    </div>
  );
}

interface ResultProps {
  readonly report: Report;
  readonly measure: Measure;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

function Result({ report, measure, sort, onSort }: ResultProps) {
  if (report.totals.conversions === 0) {
    return (
      <Panel>
        <Empty title="No orders in this time">
          Credit is shared out when an order comes in. Choose a longer period.
        </Empty>
      </Panel>
    );
  }
  return (
    <div className={styles.stack}>
      {report.warnings.map((warning) => (
        <Alert key={warning} color="yellow" variant="light" title={warning} />
      ))}
      <Totals report={report} />
      <CreditChart report={report} measure={measure} />
      <CreditTable report={report} measure={measure} sort={sort} onSort={onSort} />
    </div>
  );
}

function Totals({ report: { totals, currency, asOf, lookback } }: { readonly report: Report }) {
  const share = totals.conversions === 0 ? 0 : totals.creditedConversions / totals.conversions;
  return (
    <Figures>
      <Figure
        label="Orders"
        value={count(totals.conversions)}
        count={{ what: 'Conversions, each id once, refunds taken off the value.', window: 'as chosen', asOf }}
      />
      <Figure
        label="Revenue"
        value={money(totals.value, currency, true)}
        count={{ what: 'Their value.', window: 'as chosen', asOf }}
      />
      <Figure
        label="With a touch"
        value={percent(share)}
        note={`${count(totals.creditedConversions)} orders`}
        count={{
          what: `Orders with at least one touch that counts: ${lookback}. Only these can be credited.`,
          window: 'as chosen',
          asOf,
        }}
      />
      <Figure
        label="Revenue credited"
        value={money(totals.creditedValue, currency, true)}
        note="the same sum by every model"
        count={{
          what: 'Every model shares out exactly the value of the orders with a touch, to the smallest coin.',
          window: 'as chosen',
          asOf,
        }}
      />
    </Figures>
  );
}
