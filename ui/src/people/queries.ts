import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type CustomerRow = Schemas['CustomerRow'];
export type Customer = Schemas['Customer'];
export type CapUse = Schemas['CapUse'];
export type Arm = Schemas['Arm'];
export type Check = Schemas['Check'];
export type ConsentEvidence = Schemas['ConsentEvidence'];
export type EntryRecord = Schemas['EntryRecord'];
export type DecisionRecord = Schemas['DecisionRecord'];

export const customersQuery = (q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['customers', q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET('/api/customers', { params: { query: { q, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}', { params: { path: { id } }, signal })),
    refetchInterval: 10_000,
  });

export const timelineQuery = (id: string, kind: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['timeline', id, kind ?? ''],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/customers/{id}/timeline', {
          params: { path: { id }, query: { kind, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 10_000,
  });

export const consentQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['consent', id],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/customers/{id}/consent', {
          params: { path: { id }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

interface Asked {
  readonly customer: string;
  readonly journey: string;
  readonly step?: string | undefined;
  readonly message?: string | undefined;
}

export const explainQuery = ({ customer, journey, step, message }: Asked) =>
  queryOptions({
    queryKey: ['explain', customer, journey, step ?? '', message ?? ''],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/customers/{id}/explain', {
          params: { path: { id: customer }, query: { journey, step, message } },
          signal,
        }),
      ),
  });
