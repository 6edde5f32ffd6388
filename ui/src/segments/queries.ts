import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type SegmentRow = Schemas['SegmentRow'];
export type Segment = Schemas['Segment'];
export type Condition = Schemas['Condition'];
export type Finding = Schemas['Finding'];
export type Member = Schemas['Member'];

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/segments', { signal })),
  refetchInterval: 5_000,
});

export const segmentQuery = (key: string) =>
  queryOptions({
    queryKey: ['segment', key],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/segments/{key}', { params: { path: { key } }, signal })),
    refetchInterval: 2_000,
  });

export const membersQuery = (key: string, q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['members', key, q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/segments/{key}/members', {
          params: { path: { key }, query: { q, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });

export const membershipQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: ['membership', key, id],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/segments/{key}/members/{id}', { params: { path: { key, id } }, signal })),
  });
