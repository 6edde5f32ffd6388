import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Waiting } from '../journeys/Waiting';
import { moment } from '../kit/format';
import { Panel } from '../kit/Page';
import { Chip, Tag } from '../kit/Tag';
import { channelWords, humanised, traitWords } from '../kit/words';
import { ArmLine } from './ArmLine';
import { CapMeter } from './CapMeter';
import styles from './PersonSide.module.css';
import type { Customer } from './queries';

/** How a person stands now: journeys, consent, addresses, caps, segments, traits, ids. */
export function PersonSide({ customer }: { readonly customer: Customer }) {
  return (
    <aside className={styles.side} aria-label="As of now">
      <Panel title="In journeys">
        {customer.journeys.length === 0 ? <Nothing>In no journey now.</Nothing> : null}
        <ul className={styles.list}>
          {customer.journeys.map((position) => (
            <li key={`${position.journey} ${position.instance}`} className={styles.item}>
              <span className={styles.row}>
                <Link
                  to="/journeys/$key"
                  params={{ key: position.journey }}
                  search={{ step: position.step ?? undefined }}
                >
                  {position.journeyName}
                </Link>
                {position.arm === 'holdout' ? <Tag tone="ghost">Held out</Tag> : null}
              </span>
              <span className={styles.quiet}>
                {position.step ?? 'entering'} · <Waiting position={position} personZone={customer.zone} />
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title="May be reached"
        aside={
          <Link
            to="/people/$id"
            params={{ id: customer.id }}
            search={(before) => ({ ...before, evidence: 'consent' })}
          >
            Evidence
          </Link>
        }
      >
        <Reach customer={customer} />
      </Panel>
      <Panel title="Caps">
        {customer.caps.length === 0 ? <Nothing>No caps are set.</Nothing> : null}
        <div className={styles.caps}>
          {customer.caps.map((cap) => (
            <CapMeter key={cap.rule} cap={cap} />
          ))}
        </div>
      </Panel>
      <Panel title="Segments">
        {customer.segments.length === 0 ? <Nothing>In no segment.</Nothing> : null}
        <ul className={styles.chips}>
          {customer.segments.map((segment) => (
            <li key={segment.key}>
              <Link to="/segments/$key" params={{ key: segment.key }} search={{ who: customer.id }}>
                <Chip>{segment.name}</Chip>
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Experiments">
        {customer.arms.length === 0 ? <Nothing>In no experiment yet.</Nothing> : null}
        {customer.arms.map((arm) => (
          <ArmLine key={arm.experiment} arm={arm} />
        ))}
      </Panel>
      <Panel title="Traits">
        <Pairs
          pairs={Object.entries(customer.traits).map(([name, value]) => [traitWords(name), written(value)])}
        />
      </Panel>
      <Panel title="Identifiers">
        <Pairs pairs={customer.identifiers.map((one) => [traitWords(one.namespace), one.value])} />
      </Panel>
    </aside>
  );
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className={styles.quiet}>{children}</p>;
}

function Reach({ customer }: { readonly customer: Customer }) {
  return (
    <ul className={styles.list}>
      {customer.addresses.map((address) => {
        const consent = customer.consent.filter((one) => one.channel === address.channel);
        const allowed = consent.some((one) => one.allowed);
        const reachable = address.state === 'reachable';
        return (
          <li key={address.channel} className={styles.item}>
            <span className={styles.row}>
              <span className={styles.channel}>{channelWords(address.channel)}</span>
              <Tag tone={reachable && allowed ? 'sent' : 'dropped'}>
                {reachable ? (allowed ? 'Yes' : 'No consent') : humanised(address.state)}
              </Tag>
            </span>
            <span className={styles.quiet}>
              {address.address ?? (reachable ? 'no address needed' : 'none known')}
            </span>
            {consent.map((one) => (
              <span key={one.purpose} className={styles.quiet}>
                {humanised(one.purpose)}: {one.why}
              </span>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, string])[] }) {
  if (pairs.length === 0) return <Nothing>None.</Nothing>;
  return (
    <dl className={styles.pairs}>
      {pairs.map(([name, value]) => (
        <div key={`${name} ${value}`} className={styles.pair}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function written(value: unknown): string {
  if (typeof value === 'string') return INSTANT.test(value) ? moment(value) : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(written).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${humanised(name).toLowerCase()} ${written(part)}`)
    .join(', ');
}
