import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type OutboxRow = Schemas['OutboxRow'];
export type OutboxMessage = Schemas['OutboxMessage'];

export interface Sought {
  readonly q?: string | undefined;
  readonly channel?: string | undefined;
  readonly state?: string | undefined;
  readonly journey?: string | undefined;
}

export const outboxQuery = (sought: Sought) =>
  infiniteQueryOptions({
    queryKey: ['outbox', sought],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET('/api/outbox', { params: { query: { ...sought, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: 5_000,
  });

export const messageQuery = (message: string) =>
  queryOptions({
    queryKey: ['message', message],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/outbox/{message}', { params: { path: { message } }, signal })),
    refetchInterval: 5_000,
  });
