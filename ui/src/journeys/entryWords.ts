import { duration } from '../kit/format';
import type { Body } from './step';

/** What starts a journey, in words. */
export function entryWords(body: Body, segmentName: (key: string) => string): string {
  const on = part(part(body.entry).on);
  if (on.event !== undefined) return `${String(on.event)} happens`;
  if (on.schedule !== undefined) return `schedule ${String(on.schedule)}`;
  if (on.segment !== undefined)
    return `${on.change === 'left' ? 'leaves' : 'joins'} ${segmentName(String(on.segment))}`;
  if (on.attribute !== undefined)
    return `${String(on.attribute)} changes${on.to === undefined ? '' : ` to ${String(on.to)}`}`;
  if (on.score !== undefined) return `${String(on.score)} crosses ${String(on.crosses)}`;
  if (on.date !== undefined)
    return `${on.offset === undefined ? '' : `${String(on.offset)} from `}${String(on.date)}`;
  return 'a call of the API';
}

export interface Rule {
  readonly name: string;
  readonly words: string;
}

/** The rules of entry and exit that are written down, in words. */
export function rulesOf(body: Body, segmentName: (key: string) => string): readonly Rule[] {
  const entry = part(body.entry);
  const exits = part(body.exits);
  const again = entry.again;
  return [
    { name: 'Comes in when', words: entryWords(body, segmentName) },
    ...rule('Qualifies', entry.when),
    ...rule('Unless', entry.unless),
    {
      name: 'Again',
      words:
        again === undefined || again === 'never'
          ? 'never'
          : again === 'always'
            ? 'always'
            : `after ${duration(String(part(again).after))}`,
    },
    ...rule('Goal', exits.goal),
    ...rule('Disqualified', exits.disqualified),
    ...rule('Superseded by', part(exits.superseded).by ?? exits.superseded),
    ...rule(
      'Time limit',
      typeof exits.time_limit === 'string' ? duration(exits.time_limit) : exits.time_limit,
    ),
    ...rule('Messages at most', exits.max_messages),
  ];
}

function rule(name: string, value: unknown): readonly Rule[] {
  if (value === undefined) return [];
  return [{ name, words: spoken(value) }];
}

function spoken(value: unknown): string {
  if (Array.isArray(value)) return value.map(spoken).join(' or ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { event, where, when } = part(value);
  const condition = where ?? when;
  return [
    event,
    condition === undefined ? undefined : event === undefined ? condition : `where ${String(condition)}`,
  ]
    .filter((one) => one !== undefined)
    .join(' ');
}

const part = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
