import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type RegistryRow = Schemas['RegistryRow'];
export type JourneyMetrics = Schemas['JourneyMetrics'];
export type StepMetrics = JourneyMetrics['steps'][number];
export type JourneyPerson = Schemas['JourneyPerson'];
export type JourneyDocument = Schemas['Document'];

/** How old a shown count may get. */
const LIVE_MS = 2_000;

export const registryQuery = queryOptions({
  queryKey: ['registry'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/registry', { signal })),
  refetchInterval: 10_000,
});

export const journeyQuery = (key: string) =>
  queryOptions({
    queryKey: ['document', 'journey', key],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/catalog/{kind}/{key}', { params: { path: { kind: 'journey', key } }, signal })),
  });

export const metricsQuery = (key: string) =>
  queryOptions({
    queryKey: ['metrics', key],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/journeys/{key}/metrics', { params: { path: { key } }, signal })),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });

export const journeyPeopleQuery = (key: string, step: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['journey-people', key, step ?? ''],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/journeys/{key}/people', {
          params: { path: { key }, query: { step, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 10_000,
  });
