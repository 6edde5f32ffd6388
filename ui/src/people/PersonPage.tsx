import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Figure, Figures, FiguresSkeleton } from '../kit/Figure';
import { count, distance, money } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page } from '../kit/Page';
import { Chip } from '../kit/Tag';
import { ConsentPanel } from './ConsentPanel';
import styles from './PersonPage.module.css';
import { PersonSide } from './PersonSide';
import { type Customer, customerQuery } from './queries';
import { Timeline } from './Timeline';

const route = getRouteApi('/in/people/$id');

/** One person: what happened, what was decided and why. */
export function PersonPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/people/$id' });
  const customer = useQuery(customerQuery(id));
  return (
    <Page
      above={<Link to="/people">People</Link>}
      title={customer.data === undefined ? id : nameOf(customer.data)}
      lead={customer.data === undefined ? undefined : <Lead customer={customer.data} />}
    >
      <Loaded query={customer} what="this person" skeleton={<PersonSkeleton />}>
        {(value) => (
          <>
            <Totals customer={value} />
            {search.evidence === 'consent' ? <ConsentPanel customer={value} /> : null}
            <div className={styles.columns}>
              <Timeline
                customer={value}
                show={search.show}
                record={search.record}
                journey={search.journey}
                onShow={(show) => void navigate({ search: (before) => ({ ...before, show }), replace: true })}
                onRecord={(record) =>
                  void navigate({
                    search: (before) => ({ ...before, record, journey: undefined }),
                    replace: true,
                  })
                }
              />
              <PersonSide customer={value} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function nameOf(customer: Customer): string {
  return customer.name ?? customer.identifiers.find((one) => one.namespace === 'email')?.value ?? customer.id;
}

function Lead({ customer }: { readonly customer: Customer }) {
  return (
    <span className={styles.lead}>
      <code>{customer.id}</code>
      {customer.erased ? <Chip>Erased</Chip> : null}
      <span>{seen(customer)}</span>
      <span>
        {customer.zone}
        {customer.zoneFrom === 'workspace' ? ' (the workspace’s; theirs is not known)' : ''}
      </span>
    </span>
  );
}

function seen({ lastSeen, asOf }: Customer): string {
  return new Date(lastSeen) > new Date(asOf)
    ? 'seen just now, by a clock that is ahead'
    : `seen ${distance(lastSeen, asOf)}`;
}

function Totals({ customer }: { readonly customer: Customer }) {
  const { totals, asOf } = customer;
  return (
    <Figures>
      <Figure
        label="Orders"
        value={count(totals.orders)}
        count={{ what: 'Conversions, each order id once, imported history included.', window: 'ever', asOf }}
      />
      <Figure
        label="Revenue"
        value={totals.revenue === null ? '–' : money(totals.revenue.value, totals.revenue.currency)}
        count={{ what: 'The value of the orders minus refunds.', window: 'ever', asOf }}
      />
      <Figure
        label="Events"
        value={count(totals.events)}
        count={{ what: 'Events taken, each message id once.', window: 'ever', asOf }}
      />
      <Figure
        label="Messages sent"
        value={count(totals.sent)}
        count={{ what: 'Decisions with the outcome sent.', window: 'ever', asOf }}
      />
      <Figure
        label="Not sent"
        value={count(totals.notSent)}
        count={{ what: 'Messages whose last decision is held, held out or not sent.', window: 'ever', asOf }}
      />
    </Figures>
  );
}

function PersonSkeleton() {
  return (
    <>
      <FiguresSkeleton many={5} />
      <div className={styles.columns} style={{ marginTop: 20 }}>
        <Skeleton height={640} />
        <Skeleton height={420} />
      </div>
    </>
  );
}
