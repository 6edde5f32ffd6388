import { Link } from '@tanstack/react-router';
import { decimal, money, percent } from '../kit/format';
import { OutcomeTag, Tag } from '../kit/Tag';
import { When } from '../kit/When';
import { channelWords, humanised, modelWords, reasonWords } from '../kit/words';
import { ArmLine } from './ArmLine';
import { CapMeter } from './CapMeter';
import { Checks } from './Checks';
import type { DecisionRecord } from './queries';
import styles from './Record.module.css';
import { Station } from './Station';

/** Everything behind one decision to send or not to send. */
export function DecisionPanel({ record, zone }: { readonly record: DecisionRecord; readonly zone: string }) {
  return (
    <article className={styles.record} aria-label={`Decision on ${record.step} of ${record.journeyName}`}>
      <header className={styles.head}>
        <div>
          <p className={styles.sentence}>{record.sentence}</p>
          <p className={styles.meta}>
            <Link to="/journeys/$key" params={{ key: record.journey }} search={{ step: record.step }}>
              {record.journeyName}
            </Link>{' '}
            · version {record.version} · {record.step}
            {record.channel === null ? '' : ` · ${channelWords(record.channel)}`} ·{' '}
            <When at={record.at} as="moment" personZone={zone} />
          </p>
        </div>
        <OutcomeTag outcome={record.outcome} />
      </header>
      <Entry record={record} />
      <Station name="Checks">
        <Checks checks={record.checks} />
      </Station>
      <Caps record={record} />
      <Arbitration record={record} />
      <Station name="Arm">
        {record.arms.length === 0 ? (
          <span className={styles.none}>Nothing holds this person out.</span>
        ) : (
          record.arms.map((arm) => <ArmLine key={arm.experiment} arm={arm} />)
        )}
      </Station>
      <Message record={record} />
      <Delivery record={record} zone={zone} />
      <Credit record={record} />
    </article>
  );
}

function Entry({ record: { entry } }: { readonly record: DecisionRecord }) {
  if (entry === null) return null;
  return (
    <Station name="Entry">
      <p className={styles.line}>
        {entry.trigger}, <When at={entry.at} as="moment" />
      </p>
      <Checks checks={entry.checks} />
    </Station>
  );
}

function Caps({ record: { caps } }: { readonly record: DecisionRecord }) {
  return (
    <Station name="Caps">
      {caps.length === 0 ? (
        <span className={styles.none}>No cap applies to this message.</span>
      ) : (
        caps.map((cap) => <CapMeter key={cap.rule} cap={cap} />)
      )}
    </Station>
  );
}

function Arbitration({ record: { arbitration } }: { readonly record: DecisionRecord }) {
  return (
    <Station name="Arbitration">
      {arbitration.length === 0 ? (
        <span className={styles.none}>No other message competed for the place.</span>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Journey</th>
              <th scope="col">Priority</th>
              <th scope="col">Measured value</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {arbitration.map((rival) => (
              <tr key={rival.journey}>
                <td>{rival.journeyName}</td>
                <td>{rival.priority}</td>
                <td>{rival.value ?? 'not measured'}</td>
                <td>{rival.won ? <Tag tone="sent">Won</Tag> : <Tag>Gave way</Tag>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Station>
  );
}

function Message({ record }: { readonly record: DecisionRecord }) {
  return (
    <Station name="Message">
      {record.subject === null ? null : <p className={styles.subject}>{record.subject}</p>}
      <p className={styles.line}>
        Template <code>{record.template}</code>
        {record.rendered ? (
          <>
            {' · '}
            <Link to="/outbox" search={{ message: record.message }}>
              See it as they did
            </Link>
          </>
        ) : (
          <span className={styles.none}> · nothing was sent</span>
        )}
      </p>
      {record.history.length < 2 ? null : (
        <ul className={styles.history}>
          {record.history.map((step) => (
            <li key={step.at}>
              <When at={step.at} /> <OutcomeTag outcome={step.outcome} />
              {step.reason === null ? '' : `: ${reasonWords(step.reason).toLowerCase()}`}
            </li>
          ))}
        </ul>
      )}
    </Station>
  );
}

function Delivery({
  record: { delivery, outcome },
  zone,
}: {
  readonly record: DecisionRecord;
  readonly zone: string;
}) {
  if (outcome !== 'sent') return null;
  return (
    <Station name="Delivery">
      {delivery.length === 0 ? <span className={styles.none}>No receipt yet.</span> : null}
      <ul className={styles.history}>
        {delivery.map((receipt) => (
          <li key={`${receipt.kind} ${receipt.at}`}>
            <When at={receipt.at} personZone={zone} /> {humanised(receipt.kind)}
            {receipt.reason === null ? '' : `: ${receipt.reason}`}
          </li>
        ))}
      </ul>
    </Station>
  );
}

function Credit({ record: { credit, outcome } }: { readonly record: DecisionRecord }) {
  if (outcome !== 'sent') return null;
  return (
    <Station name="Credit">
      {credit.length === 0 ? (
        <span className={styles.none}>No order has credited this message.</span>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Order</th>
              <th scope="col">Model</th>
              <th scope="col">Share</th>
              <th scope="col">Credit</th>
            </tr>
          </thead>
          <tbody>
            {credit.map((share) => (
              <tr key={`${share.order} ${share.model}`}>
                <td>
                  <Link
                    to="/attribution/orders/$order"
                    params={{ order: share.order }}
                    search={{ conversion: share.conversion }}
                  >
                    {share.order}
                  </Link>
                </td>
                <td>{modelWords(share.model)}</td>
                <td title={decimal(share.weight, 4)}>{percent(share.weight, 0)}</td>
                <td>{money(share.value.value, share.value.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Station>
  );
}
