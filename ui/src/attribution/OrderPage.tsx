import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { Figure, Figures } from '../kit/Figure';
import { count, money, percent } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { Tag } from '../kit/Tag';
import { When } from '../kit/When';
import { channelWords, modelWords } from '../kit/words';
import styles from './Attribution.module.css';
import { MODELS } from './compare';
import { type OrderExplanation, orderQuery } from './queries';

const route = getRouteApi('/in/attribution/orders/$order');
type Touch = OrderExplanation['touches'][number];

/** One order explained: its touches, which count and why, and who gets what by each model. */
export function OrderPage() {
  const { order } = route.useParams();
  const { conversion } = route.useSearch();
  const explanation = useQuery(orderQuery(order, conversion ?? 'order'));
  return (
    <Page
      above={
        <>
          <Link to="/attribution">Attribution</Link> /{' '}
          <Link to="/attribution/orders" search={{ conversion }}>
            Orders
          </Link>
        </>
      }
      title={`Order ${order}`}
      lead={
        explanation.data === undefined ? undefined : (
          <>
            <Link to="/people/$id" params={{ id: explanation.data.customer }}>
              {explanation.data.name ?? explanation.data.customer}
            </Link>
            , <When at={explanation.data.at} as="moment" />
          </>
        )
      }
    >
      <Loaded query={explanation} what="the order" skeleton={<Skeleton height={420} />}>
        {(value) => <Explained order={value} />}
      </Loaded>
    </Page>
  );
}

function Explained({ order }: { readonly order: OrderExplanation }) {
  const counted = order.touches.filter((touch) => touch.counted).length;
  return (
    <div className={styles.stack}>
      <p className={styles.sentence}>{order.sentence}</p>
      <Figures>
        <Figure
          label="Value"
          value={money(order.value.value, order.value.currency)}
          count={{ what: 'As the order event said.', window: 'this order' }}
        />
        {order.refunded === null ? null : (
          <Figure
            label="Refunded"
            tone="dropped"
            value={money(order.refunded.value, order.refunded.currency)}
            count={{ what: 'Taken back in the original’s proportions.', window: 'this order' }}
          />
        )}
        <Figure
          label="Touches that count"
          value={count(counted)}
          note={`of ${count(order.touches.length)}`}
          count={{ what: `Before the order, ${order.lookback}, and not held out.`, window: 'this order' }}
        />
        <Figure
          label="Revision"
          value={count(order.revision)}
          count={{
            what: 'Late touches, merges and refunds write a new revision; the old stays.',
            window: 'this order',
          }}
        />
      </Figures>
      <Touches
        order={order}
        title="Touches that count, oldest first"
        touches={order.touches.filter((touch) => touch.counted)}
      >
        <Empty title="No touch counts">
          Nothing reached this person shortly before the order; no one gets credit for it.
        </Empty>
      </Touches>
      <Touches
        order={order}
        title="Touches that do not count"
        touches={order.touches.filter((touch) => !touch.counted)}
      />
    </div>
  );
}

interface TouchesProps {
  readonly order: OrderExplanation;
  readonly title: string;
  readonly touches: readonly Touch[];
  readonly children?: ReactNode;
}

function Touches({ order, title, touches, children }: TouchesProps) {
  if (touches.length === 0 && children === undefined) return null;
  return (
    <Panel flush title={title}>
      {touches.length === 0 ? (
        children
      ) : (
        <DataTable
          label={title}
          columns={columnsOf(
            order,
            touches.some((touch) => touch.counted),
          )}
          rows={touches}
          rowId={(touch) => touch.id}
          quiet={(touch) => !touch.counted}
        />
      )}
    </Panel>
  );
}

/** What does not count gets nothing by any model. */
function columnsOf(order: OrderExplanation, counts: boolean): readonly Column<Touch>[] {
  return [
    {
      id: 'touch',
      header: 'Touch',
      cell: (touch) => (
        <span className={styles.name}>
          <span className={styles.label}>
            {touch.journey === null ? (
              channelWords(touch.channel)
            ) : (
              <Link
                to="/journeys/$key"
                params={{ key: touch.journey }}
                search={{ step: touch.step ?? undefined }}
              >
                {touch.journeyName ?? touch.journey}
              </Link>
            )}
          </span>
          <span className={styles.below}>
            {touch.step === null ? '' : `${touch.step} · `}
            {touch.journey === null ? '' : `${channelWords(touch.channel)} · `}
            <When at={touch.at} />
          </span>
        </span>
      ),
    },
    {
      id: 'counted',
      header: 'Counts',
      cell: (touch) => (
        <span className={styles.name}>
          <Tag tone={touch.counted ? 'sent' : 'dropped'}>{touch.counted ? 'Yes' : 'No'}</Tag>
          <span className={styles.why}>{touch.why}</span>
        </span>
      ),
    },
    ...(counts ? MODELS : []).map(
      (model): Column<Touch> => ({
        id: model,
        header: modelWords(model),
        numeric: true,
        cell: (touch) => {
          const credit = touch.credit.find((one) => one.model === model);
          if (credit === undefined || credit.weight === 0) return '–';
          return (
            <span className={styles.caused}>
              <span>{money(credit.value, order.value.currency)}</span>
              <span className={styles.below}>{percent(credit.weight, 0)}</span>
            </span>
          );
        },
      }),
    ),
  ];
}
