import { describe, expect, it } from 'vitest';
import { edgesOf, flowsOf, graphOf, leftEarly, pathThrough } from './graph';
import type { JourneyMetrics } from './queries';
import { AS_WRITTEN, saying } from './said';
import { type Body, stepsOf, subjectWords, waitWords } from './step';

const SAID = {
  ...AS_WRITTEN,
  condition: saying([
    { when: "profile.tier == 'gold'", words: 'tier is “gold”' },
    { when: 'profile.renewal_date', words: 'renewal date' },
  ]),
};
const drawn = (body: Body) => stepsOf(body, SAID);

const CART = {
  steps: {
    'cool-off': { wait: { for: 'PT1H' } },
    remind: { send: { template: 'cart', channel: 'email' } },
    opened: {
      wait: { until: { event: 'Email Opened', message: 'remind' }, at_most: 'PT24H', on_timeout: 'nudge' },
    },
    tier: { branch: [{ when: "profile.tier == 'gold'", next: 'nudge' }] },
    test: { split: { a: { weight: 1, next: 'nudge' }, b: { weight: 3, next: 'end' } } },
    nudge: { send: { template: 'push', channel: ['push', 'sms'] }, next: 'end' },
  },
};
const ways = (body: object) =>
  edgesOf(drawn({ ...body })).map(
    (edge) => `${edge.from} > ${edge.to}${edge.label === null ? '' : `: ${edge.label}`}`,
  );

describe('the ways through a journey', () => {
  it('go on to the next step listed, or where a step says', () => {
    expect(ways(CART)).toEqual([
      'entry > cool-off',
      'cool-off > remind',
      'remind > opened',
      'opened > tier: happened',
      'opened > nudge: timed out',
      'tier > nudge: tier is “gold”',
      'tier > test: otherwise',
      'test > nudge: a',
      'test > exit: b',
      'nudge > exit',
    ]);
  });

  it('a wait that ends alike either way has one', () => {
    const one = {
      steps: { w: { wait: { until: { event: 'X' }, at_most: 'P1D' } }, s: { send: { template: 't' } } },
    };
    expect(ways(one)).toEqual(['entry > w', 'w > s', 's > exit']);
  });

  it('two cases to one step are one edge with both labels', () => {
    const both = {
      steps: {
        b: {
          branch: [
            { when: 'x', next: 'end' },
            { else: true, next: 'end' },
          ],
        },
      },
    };
    expect(ways(both)).toEqual(['entry > b', 'b > exit: x or otherwise']);
  });
});

describe('a wait in words', () => {
  it.each([
    [{ for: 'P1D' }, '1 day'],
    [{ until: [{ event: 'A' }, { event: 'B' }], at_most: 'PT2H' }, 'until A or B, at most 2 hours'],
    [{ until: { event: 'A', where: "profile.tier == 'gold'" } }, 'until A where tier is “gold”'],
    [{ at: '09:00' }, 'until the next 09:00'],
    [{ weekdays: ['MON', 'TUE'], at: '09:00' }, 'until MON, TUE 09:00'],
    [{ to: 'profile.renewal_date', offset: '-P3D', at: '10:00' }, 'until 3 days before renewal date 10:00'],
  ])('%j', (wait, words) => expect(waitWords(wait, SAID)).toBe(words));
});

it.each([
  ['Call {{ profile.name }}', 'Call [name]'],
  ["Left {{ entry.properties.cart_value | default: '0' }} EUR", 'Left [cart value] EUR'],
  ['Call {{ name }}', 'Call [name]'],
  ['Call them', 'Call them'],
])('the subject "%s" is shown as "%s"', (subject, words) => expect(subjectWords(subject)).toBe(words));

describe('the drawing', () => {
  it('places every step below those before it, and never one on another', () => {
    const { nodes } = graphOf(drawn(CART));
    const y = (id: string) => nodes.find((node) => node.id === id)?.y ?? Number.NaN;
    expect(y('entry')).toBeLessThan(y('cool-off'));
    expect(y('opened')).toBeLessThan(y('tier'));
    expect(y('nudge')).toBeLessThan(y('exit'));
    expect(new Set(nodes.map((node) => `${node.x} ${node.y}`)).size).toBe(nodes.length);
  });

  it('lays out 200 steps in 300 ms', () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, place) => [`s${place}`, { wait: { for: 'PT1H' } }]),
    );
    const start = performance.now();
    expect(graphOf(drawn({ steps: many })).nodes).toHaveLength(202);
    expect(performance.now() - start).toBeLessThan(300);
  });

  it('is a line through its points', () => {
    expect(
      pathThrough([
        { x: 0, y: 0 },
        { x: 0, y: 10 },
        { x: 10, y: 20 },
      ]),
    ).toBe('M0,0 Q0,10 5,15 L10,20');
    expect(pathThrough([])).toBe('');
  });
});

describe('the counts on the ways', () => {
  const metrics = {
    edges: [
      { from: 'opened', to: 'tier', count: 30 },
      { from: 'opened', to: 'nudge', count: 60 },
      { from: 'opened', to: 'exit', count: 10, reason: 'goal' },
    ],
  } as unknown as JourneyMetrics;

  it('are shares of all who left the step, exits included', () => {
    expect(flowsOf(metrics).get('opened nudge')).toEqual({ count: 60, share: 0.6 });
  });

  it('tell those who left before the end', () => {
    expect(leftEarly(metrics, edgesOf(drawn(CART)), 'opened')).toBe(10);
    expect(leftEarly(metrics, edgesOf(drawn(CART)), 'nudge')).toBe(0);
  });
});
