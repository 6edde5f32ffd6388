import { duration } from '../kit/format';
import { humanised } from '../kit/words';
import type { Said } from './said';
import { scheduleWords } from './schedule';
import { type Body, offsetWords } from './step';

/** What starts a journey, in words, with the condition on it. */
export function entryWords(body: Body, said: Said): string {
  const on = part(part(body.entry).on);
  if (on.event !== undefined) return matchWords(on, said);
  if (on.schedule !== undefined && on.segment !== undefined)
    return `${triggerWords(body, said)}, for ${said.segment(String(on.segment))}`;
  return triggerWords(body, said);
}

/** What starts a journey, in the few words that fit on the canvas. */
export function triggerWords(body: Body, said: Said): string {
  const on = part(part(body.entry).on);
  if (on.event !== undefined) return `${String(on.event)} happens`;
  if (on.schedule !== undefined) return scheduleWords(String(on.schedule));
  if (on.segment !== undefined)
    return `${on.change === 'left' ? 'leaves' : 'joins'} ${said.segment(String(on.segment))}`;
  if (on.attribute !== undefined) {
    const from = on.from === undefined ? '' : ` from ${String(on.from)}`;
    const to = on.to === undefined ? '' : ` to ${String(on.to)}`;
    return `${humanised(String(on.attribute)).toLowerCase()} changes${from}${to}`;
  }
  if (on.score !== undefined)
    return `${String(on.score)} ${on.direction === 'down' ? 'falls below' : 'rises to'} ${String(on.crosses)}`;
  if (on.date !== undefined) {
    const offset = on.offset === undefined ? '' : offsetWords(String(on.offset));
    const at = on.at === undefined ? '' : `, at ${String(on.at)}`;
    return `${offset}${said.condition(String(on.date))}${at}`;
  }
  return 'a call of the API';
}

export interface Rule {
  readonly name: string;
  readonly words: string;
  /** The conditions behind the words, as they are written. */
  readonly cel: readonly string[];
}

/** The rules of entry and exit that are written down, in words. */
export function rulesOf(body: Body, said: Said): readonly Rule[] {
  const entry = part(body.entry);
  const exits = part(body.exits);
  const rule = (name: string, value: unknown, words: string): readonly Rule[] =>
    value === undefined ? [] : [{ name, words, cel: celOf(value) }];
  return [
    ...rule('Starts', entry.on, entryWords(body, said)),
    ...rule('Qualifies', entry.when, said.condition(String(entry.when))),
    ...rule('Unless', entry.unless, list(entry.unless).map(String).map(said.condition).join(', or ')),
    ...rule('Again', entry.again ?? 'never', againWords(entry.again)),
    ...rule('Goal', exits.goal, exitWords(exits.goal, said)),
    ...rule('Disqualified', exits.disqualified, exitWords(exits.disqualified, said)),
    ...rule('Superseded by', exits.superseded, supersededWords(exits.superseded, said)),
    ...rule('Time limit', exits.time_limit, duration(String(exits.time_limit))),
    ...rule('Messages', exits.max_messages, `at most ${String(exits.max_messages)}`),
  ];
}

function againWords(again: unknown): string {
  if (again === undefined || again === 'never') return 'never';
  if (again === 'always') return 'always, one run at a time';
  const { after, from } = part(again);
  return `${duration(String(after))} after ${from === 'exit' ? 'leaving' : 'entering'}`;
}

function matchWords({ event, where }: Body, said: Said): string {
  const happens = `${String(event)} happens`;
  return where === undefined ? happens : `${happens}, and ${said.condition(String(where))}`;
}

function exitWords(exit: unknown, said: Said): string {
  const { event, when } = part(exit);
  if (event !== undefined) return matchWords(part(exit), said);
  return when === undefined ? String(exit) : said.condition(String(when));
}

function supersededWords(superseded: unknown, said: Said): string {
  const { by } = part(superseded);
  if (by === undefined) return String(superseded);
  if (by === 'higher-priority') return 'any journey of higher priority';
  return list(by).map(String).map(said.journey).join(' or ');
}

/** What of a rule is CEL: `when` and `where`, or the rule itself. */
function celOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return isCel(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(celOf);
  const { when, where, date } = part(value);
  return [when, where, date].filter((cel) => typeof cel === 'string');
}

/** Names of exits that are waived, spans and words of the format are none. */
function isCel(text: string): boolean {
  return /[^\w-]/.test(text);
}

const part = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
