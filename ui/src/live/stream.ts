import { useEffect, useRef, useState } from 'react';
import type { Entry } from './entry';

/** How many lines the page keeps; older ones are in the facts. */
export const KEPT = 500;
const FLUSH_MS = 250;
const RATE_SECONDS = 60;

export interface Stream {
  readonly state: 'connecting' | 'open' | 'lost';
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Come in while paused. */
  readonly waiting: readonly Entry[];
  readonly missed: number;
  readonly rate: Rate;
}

/** What came in during the last minute. */
export interface Rate {
  readonly events: number;
  readonly sent: number;
  readonly notSent: number;
  readonly since: number;
}

export const NO_RATE: Rate = { events: 0, sent: 0, notSent: 0, since: 0 };

/** The newest lines first, each once, no more than are kept. */
export function prepend(kept: readonly Entry[], incoming: readonly Entry[]): readonly Entry[] {
  const known = new Set(kept.map((entry) => entry.id));
  const fresh: Entry[] = [];
  for (const entry of incoming) {
    if (known.has(entry.id)) continue;
    known.add(entry.id);
    fresh.unshift(entry);
  }
  return fresh.length === 0 ? kept : [...fresh, ...kept].slice(0, KEPT);
}

interface Arrival {
  readonly atMs: number;
  readonly counts: keyof Omit<Rate, 'since'>;
}

export function arrivalOf(entry: Entry, atMs: number): Arrival | null {
  if (entry.kind === 'event') return { atMs, counts: 'events' };
  if (entry.fact.kind !== 'message.decided') return null;
  return { atMs, counts: entry.fact.outcome === 'sent' ? 'sent' : 'notSent' };
}

/** Counts of the arrivals of the last minute, and for how many seconds there has been a count. */
export function rateOf(arrivals: readonly Arrival[], openedMs: number, nowMs: number): Rate {
  const rate = { events: 0, sent: 0, notSent: 0, since: Math.min(RATE_SECONDS, (nowMs - openedMs) / 1000) };
  for (const arrival of arrivals) {
    if (nowMs - arrival.atMs <= RATE_SECONDS * 1000) rate[arrival.counts] += 1;
  }
  return rate;
}

const BEFORE: Stream = { state: 'connecting', entries: [], waiting: [], missed: 0, rate: NO_RATE };

/** The live stream, buffered, so that a burst is one render. */
export function useStream(paused: boolean): Stream {
  const [stream, setStream] = useState<Stream>(BEFORE);
  const pausedNow = useRef(paused);
  pausedNow.current = paused;

  useEffect(() => {
    const source = new EventSource('/api/live?recent=100');
    const openedMs = Date.now();
    let buffer: Entry[] = [];
    let arrivals: Arrival[] = [];
    let settled = false;
    const receive = (message: MessageEvent<string>) => {
      const entry = JSON.parse(message.data) as Entry;
      buffer.push(entry);
      const arrival = settled ? arrivalOf(entry, Date.now()) : null;
      if (arrival !== null) arrivals.push(arrival);
    };
    const gap = (message: MessageEvent<string>) => {
      const { missed } = JSON.parse(message.data) as { readonly missed: number };
      setStream((before) => ({ ...before, missed: before.missed + missed }));
    };
    source.addEventListener('entry', receive);
    source.addEventListener('gap', gap);
    source.onopen = () => setStream((before) => ({ ...before, state: 'open' }));
    source.onerror = () => setStream((before) => ({ ...before, state: 'lost' }));
    const flush = setInterval(() => {
      const incoming = buffer;
      buffer = [];
      // What the server sends first is the past; the rate counts from then on.
      settled ||= incoming.length > 0 || Date.now() - openedMs > 1_000;
      arrivals = arrivals.filter((arrival) => Date.now() - arrival.atMs <= RATE_SECONDS * 1000);
      setStream((before) =>
        flushed(before, incoming, pausedNow.current, rateOf(arrivals, openedMs, Date.now())),
      );
    }, FLUSH_MS);
    return () => {
      clearInterval(flush);
      source.close();
    };
  }, []);
  return stream;
}

export function flushed(before: Stream, incoming: readonly Entry[], paused: boolean, rate: Rate): Stream {
  if (paused) return { ...before, waiting: prepend(before.waiting, incoming), rate };
  const caughtUp = prepend(before.entries, [...before.waiting].reverse());
  return { ...before, entries: prepend(caughtUp, incoming), waiting: [], rate };
}
