import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type Report = Schemas['AttributionReport'];
export type ReportRow = Schemas['AttributionRow'];
export type Model = Schemas['Model'];
export type OrderRow = Schemas['OrderRow'];
export type OrderExplanation = Schemas['OrderExplanation'];

export const conversionsQuery = queryOptions({
  queryKey: ['documents', 'conversion'],
  queryFn: ({ signal }) =>
    bodyOf(api.GET('/api/catalog/{kind}', { params: { path: { kind: 'conversion' } }, signal })),
});

export interface Asked {
  readonly conversion: string;
  readonly by: Schemas['ReportRequest']['by'];
  readonly days: number | null;
}

/** Reports begin on a whole hour, so that asking again is the same question. */
function since(days: number): string {
  const hourMs = 3_600_000;
  return new Date(Math.floor(Date.now() / hourMs) * hourMs - days * 24 * hourMs).toISOString();
}

export const reportQuery = ({ conversion, by, days }: Asked) =>
  queryOptions({
    queryKey: ['attribution', conversion, by, days],
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/attribution/reports', {
          body: { conversion, by, ...(days === null ? {} : { from: since(days) }) },
          signal,
        }),
      ),
    placeholderData: (before) => before,
  });

export const ordersQuery = (conversion: string, q: string | undefined, journey: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['orders', conversion, q ?? '', journey ?? ''],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/attribution/orders', {
          params: { query: { conversion, q, journey, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });

export const orderQuery = (order: string, conversion: string) =>
  queryOptions({
    queryKey: ['order', conversion, order],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/attribution/orders/{order}', {
          params: { path: { order }, query: { conversion } },
          signal,
        }),
      ),
  });
