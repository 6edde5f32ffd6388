import { moment, shortMoment, time, workspaceZone } from './format';

interface WhenProps {
  readonly at: string;
  readonly as?: 'time' | 'short' | 'moment';
  readonly personZone?: string | undefined;
}

/** An instant in the workspace's zone; the person's own on hover. */
export function When({ at, as = 'short', personZone }: WhenProps) {
  const shown = as === 'time' ? time(at) : as === 'short' ? shortMoment(at) : moment(at);
  const here = `${moment(at)} ${workspaceZone()}`;
  const there = personZone === undefined ? '' : `\n${moment(at, personZone)} for them (${personZone})`;
  return (
    <time dateTime={at} title={`${here}${there}`}>
      {shown}
    </time>
  );
}
