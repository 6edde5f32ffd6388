import { duration as spell } from '../kit/format';
import type { Said } from './said';

/** A journey's steps as the canvas and the list need them, read from the catalog's document. */

export type Body = Readonly<Record<string, unknown>>;

export type Step =
  | {
      readonly kind: 'send';
      readonly id: string;
      readonly template: string;
      readonly channels: readonly string[];
      readonly ways: readonly Way[];
    }
  | { readonly kind: 'wait'; readonly id: string; readonly words: string; readonly ways: readonly Way[] }
  | { readonly kind: 'branch'; readonly id: string; readonly ways: readonly Way[] }
  | { readonly kind: 'split'; readonly id: string; readonly words: string; readonly ways: readonly Way[] }
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly verb: string;
      readonly words: string;
      readonly ways: readonly Way[];
    };

/** A way on from a step: to where, and when it is taken. */
export interface Way {
  readonly to: string;
  readonly label: string | null;
  /** The condition as it is written, where there is one. */
  readonly cel?: string;
}

/** Where people come in and where they leave; never the name of a step. */
export const ENTRY = 'entry';
export const EXIT = 'exit';

export function stepsOf(body: Body, said: Said): readonly Step[] {
  const named = Object.entries(record(body.steps));
  return named.map(([id, step], place) => stepOf(id, record(step), named[place + 1]?.[0] ?? EXIT, said));
}

function stepOf(id: string, step: Body, following: string, said: Said): Step {
  const next = target(step.next, following);
  const on: readonly Way[] = [{ to: next, label: null }];
  if (step.send !== undefined) {
    const send = record(step.send);
    return {
      kind: 'send',
      id,
      template: text(send.template),
      channels: list(send.channel).map(text),
      ways: on,
    };
  }
  if (step.wait !== undefined) return waitOf(id, record(step.wait), next, said);
  if (step.branch !== undefined) {
    const cases = list(step.branch).map(record);
    const ways = cases.map((one): Way => {
      const to = target(one.next, next);
      if (one.else === true) return { to, label: 'otherwise' };
      return { to, label: said.condition(text(one.when)), cel: text(one.when) };
    });
    const closed = cases.some((one) => one.else === true);
    return { kind: 'branch', id, ways: closed ? ways : [...ways, { to: next, label: 'otherwise' }] };
  }
  if (step.split !== undefined) return splitOf(id, record(step.split), next);
  return actionOf(id, step, on);
}

function waitOf(id: string, wait: Body, next: string, said: Said): Step {
  const timeout = wait.on_timeout === undefined ? next : target(wait.on_timeout, next);
  const ways =
    wait.until === undefined
      ? [{ to: next, label: null }]
      : timeout === next
        ? [{ to: next, label: null }]
        : [
            { to: next, label: 'happened' },
            { to: timeout, label: 'timed out' },
          ];
  return { kind: 'wait', id, words: waitWords(wait, said), ways };
}

function splitOf(id: string, split: Body, next: string): Step {
  const arms = Object.entries(split).filter(([name]) => name !== 'allocate');
  const weights = arms.map(([, arm]) => Number(record(arm).weight));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const ways = arms.map(([name, arm]) => ({
    to: target(record(arm).next, next),
    label: name,
  }));
  const words = arms
    .map(([name], place) => `${name} ${Math.round((100 * (weights[place] ?? 0)) / all)}%`)
    .join(', ');
  return { kind: 'split', id, words, ways };
}

function actionOf(id: string, step: Body, ways: readonly Way[]): Step {
  const action = (verb: string, words: string): Step => ({ kind: 'action', id, verb, words, ways });
  if (step.task !== undefined) {
    const task = record(step.task);
    return action('Task', `${text(task.team)}: ${subjectWords(text(task.subject))}`);
  }
  if (step.update !== undefined) {
    const update = record(step.update);
    return action(
      'Update',
      [...Object.keys(record(update.set)), ...list(update.unset).map((one) => `no ${text(one)}`)].join(', '),
    );
  }
  if (step.decide !== undefined)
    return action('Decide', list(record(step.decide).among).map(text).join(', '));
  if (step.webhook !== undefined) return action('Webhook', text(record(step.webhook).url));
  if (step.audience !== undefined) {
    const audience = record(step.audience);
    return action('Audience', `${text(audience.action)} ${text(audience.key)}`);
  }
  const [verb, journey] = Object.entries(record(step.journey))[0] ?? ['', ''];
  return action('Journey', `${verb} ${text(journey)}`);
}

/** "Call {{ profile.name }}" as "Call [name]": what is filled in is named, not spelled. */
export function subjectWords(subject: string): string {
  return subject.replaceAll(
    /\{\{\s*(?:[\w-]+\.)*([\w-]+)[^}]*\}\}/g,
    (_, name: string) => `[${name.replaceAll('_', ' ')}]`,
  );
}

/** A wait in words: "1 hour", "until Email Opened, at most 24 hours", "until 09:00". */
export function waitWords(wait: Body, said: Said): string {
  if (wait.for !== undefined) return spell(text(wait.for));
  if (wait.until !== undefined) {
    const events = list(wait.until).map((one) => awaitedWords(record(one), said));
    const limit = wait.at_most === undefined ? '' : `, at most ${spell(text(wait.at_most))}`;
    return `until ${events.join(' or ')}${limit}`;
  }
  const at = wait.at === undefined ? '' : ` ${text(wait.at)}`;
  if (wait.to !== undefined) {
    const offset = wait.offset === undefined ? '' : offsetWords(text(wait.offset));
    return `until ${offset}${said.condition(text(wait.to))}${at}`;
  }
  const days = list(wait.weekdays).map(text).join(', ');
  return `until${days === '' ? ' the next' : ` ${days}`}${at}`;
}

function awaitedWords({ event, where }: Body, said: Said): string {
  return where === undefined ? text(event) : `${text(event)} where ${said.condition(text(where))}`;
}

/** "3 days before ", "1 hour after ". */
export function offsetWords(offset: string): string {
  return offset.startsWith('-') ? `${spell(offset.slice(1))} before ` : `${spell(offset)} after `;
}

const target = (next: unknown, otherwise: string): string =>
  next === undefined ? otherwise : next === 'end' ? EXIT : text(next);

const record = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
