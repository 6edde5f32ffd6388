import type { Schemas } from '../api/client';
import { humanised, reasonWords } from '../kit/words';

export type Entry = Schemas['Entry'];
export type Fact = Schemas['Fact'];

/** What kinds of lines there are, as filters name them. */
export const GROUPS = [
  'events',
  'decisions',
  'messages',
  'journeys',
  'segments',
  'orders',
  'credit',
  'identity',
] as const;
export type Group = (typeof GROUPS)[number];

export const GROUP_WORDS: Readonly<Record<Group, string>> = {
  events: 'Events',
  decisions: 'Decisions',
  messages: 'Delivery',
  journeys: 'Journeys',
  segments: 'Segments',
  orders: 'Orders',
  credit: 'Credit',
  identity: 'Identity',
};

export function groupOf(entry: Entry): Group {
  if (entry.kind === 'event') return 'events';
  const [first] = entry.fact.kind.split('.');
  switch (first) {
    case 'message':
      return entry.fact.kind === 'message.decided' ? 'decisions' : 'messages';
    case 'journey':
    case 'task':
    case 'profile':
      return 'journeys';
    case 'segment':
    case 'audience':
      return 'segments';
    case 'conversion':
    case 'refund':
      return 'orders';
    case 'credit':
      return 'credit';
    case 'customer':
      return 'identity';
    default:
      return 'decisions';
  }
}

export function groupsOf(show: string | undefined): readonly Group[] {
  if (show === undefined) return GROUPS;
  const named = show.split(',');
  return GROUPS.filter((group) => named.includes(group));
}

/** The groups as a search parameter; all of them is no parameter. */
export function shown(groups: readonly Group[]): string | undefined {
  return groups.length === GROUPS.length || groups.length === 0 ? undefined : groups.join(',');
}

export function headline(entry: Entry): string {
  return entry.kind === 'event' ? entry.event.name : entry.title;
}

/** The few words after the headline that tell one line from the next. */
export function details(entry: Entry): string {
  if (entry.kind === 'event') return properties(entry.event.properties);
  const { fact } = entry;
  return fact.reason === undefined ? '' : reasonWords(fact.reason);
}

const MOST_PROPERTIES = 3;

function properties(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .slice(0, MOST_PROPERTIES)
    .map(([name, value]) => `${humanised(name).toLowerCase()} ${String(value)}`)
    .join(', ');
}

export function matches(entry: Entry, groups: readonly Group[], q: string | undefined): boolean {
  if (!groups.includes(groupOf(entry))) return false;
  if (q === undefined) return true;
  const sought = q.toLowerCase();
  return [headline(entry), details(entry), entry.customer, entry.customerName ?? '']
    .join(' ')
    .toLowerCase()
    .includes(sought);
}
