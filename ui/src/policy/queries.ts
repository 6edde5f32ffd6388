import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type Policy = Schemas['Policy'];

export const policyQuery = (days: number) =>
  queryOptions({
    queryKey: ['policy', days],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/policy', { params: { query: { days } }, signal })),
    placeholderData: (before) => before,
    refetchInterval: 10_000,
  });
