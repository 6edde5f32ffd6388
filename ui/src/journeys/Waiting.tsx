import { When } from '../kit/When';
import type { JourneyPerson } from './queries';

interface WaitingProps {
  readonly position: Pick<JourneyPerson['position'], 'waitingFor' | 'until'>;
  readonly personZone?: string;
}

/** What somebody in a journey waits for, and when that ends at the latest. */
export function Waiting({ position: { waitingFor, until }, personZone }: WaitingProps) {
  return (
    <>
      {waitingFor ?? 'moves on at once'}
      {until === null ? null : (
        <>
          {', '}
          <span style={{ whiteSpace: 'nowrap' }}>
            by <When at={until} personZone={personZone} />
          </span>
        </>
      )}
    </>
  );
}
