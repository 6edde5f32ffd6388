import { duration } from '../kit/format';
import type { Policy } from './queries';

type Bar = Policy['pressure'][number];
type Cap = Policy['caps'][number];

/** A number of messages a week beyond which somebody is written to too often. */
interface Limit {
  readonly max: number;
  readonly words: string;
}

/** Bars, and what bounds them. */
export interface Pressure {
  readonly bars: readonly Bar[];
  /** The caps that count just what the bars count: every message but transactional ones, of a week. */
  readonly caps: readonly Limit[];
  readonly comfort: Limit | null;
  /** Caps on something else, which have no place on this axis. */
  readonly others: readonly string[];
}

const WEEK = ['P7D', 'P1W'];
/** A cap further out than this is told, not drawn. */
const MOST_BARS = 30;

export function pressureOf({ pressure, caps, attention }: Policy): Pressure {
  const weekly = caps.filter(countsTheSame);
  const comfort =
    attention === null || !WEEK.includes(attention.per)
      ? null
      : { max: attention.max, words: `${attention.max} messages per ${duration(attention.per)}` };
  const people = new Map(pressure.map((bar) => [bar.messages, bar.people]));
  const limits = [...weekly.map((cap) => cap.max), ...(comfort === null ? [] : [comfort.max])];
  const most = Math.max(1, ...people.keys(), ...limits.filter((max) => max <= MOST_BARS));
  return {
    bars: Array.from({ length: most }, (_, place) => ({
      messages: place + 1,
      people: people.get(place + 1) ?? 0,
    })),
    caps: weekly.map(({ max, words }) => ({ max, words })),
    comfort,
    others: caps.filter((cap) => !countsTheSame(cap)).map((cap) => cap.words),
  };
}

function countsTheSame({ purpose, channel, journey, tag, per }: Cap): boolean {
  const everything = channel === null && journey === null && tag === null;
  return everything && (purpose === null || purpose === 'marketing') && WEEK.includes(per);
}

/** What bounds a number of messages, for the table and for those who do not see the chart. */
export function limitWords({ caps, comfort }: Pressure, messages: number): string {
  return [
    ...caps.filter((cap) => cap.max === messages).map((cap) => `cap: ${cap.words}`),
    ...(comfort?.max === messages ? [`comfortable up to here: ${comfort.words}`] : []),
  ].join('; ');
}
