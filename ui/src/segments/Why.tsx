import { CloseButton, Skeleton } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Loaded } from '../kit/Loaded';
import { Panel } from '../kit/Page';
import { When } from '../kit/When';
import { customerQuery } from '../people/queries';
import { joint } from './ConditionTree';
import { type Finding, membershipQuery } from './queries';
import styles from './Segments.module.css';

/** Why one person is, or is not, in the segment: every part with the value at hand. */
export function Why({ segment, customer }: { readonly segment: string; readonly customer: string }) {
  const navigate = useNavigate({ from: '/segments/$key' });
  const membership = useQuery(membershipQuery(segment, customer));
  const person = useQuery(customerQuery(customer));
  return (
    <Panel
      title={
        <Link to="/people/$id" params={{ id: customer }}>
          {person.data?.name ?? customer}
        </Link>
      }
      aside={
        <CloseButton
          aria-label="Close"
          onClick={() =>
            void navigate({ search: (before) => ({ ...before, who: undefined }), replace: true })
          }
        />
      }
    >
      <Loaded query={membership} what="why" skeleton={<Skeleton height={140} />}>
        {(value) => (
          <>
            <p className={styles.sentence}>{value.sentence}</p>
            <ul className={styles.tree}>
              <FindingPart finding={value.finding} />
            </ul>
            <p className={styles.quiet}>
              {value.since === null ? null : (
                <>
                  Since <When at={value.since} as="moment" />.{' '}
                </>
              )}
              {value.until === null ? null : (
                <>
                  Time alone ends it <When at={value.until} as="moment" />.
                </>
              )}
            </p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function FindingPart({ finding }: { readonly finding: Finding }) {
  return (
    <li className={styles.part}>
      <span className={styles.finding} data-holds={finding.holds}>
        {finding.holds ? (
          <IconCheck size={15} stroke={2.2} aria-label="holds" />
        ) : (
          <IconX size={15} stroke={2.2} aria-label="does not hold" />
        )}
        <span>
          {finding.kind === 'test' ? (
            finding.words
          ) : (
            <span className={styles.joint}>{joint(finding.kind)}</span>
          )}
          {finding.saw === null ? null : <span className={styles.saw}>found: {finding.saw}</span>}
        </span>
      </span>
      {finding.parts.length === 0 ? null : (
        <ul className={styles.tree}>
          {finding.parts.map((part) => (
            <FindingPart key={part.words} finding={part} />
          ))}
        </ul>
      )}
    </li>
  );
}
