import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, bodyOf, type Schemas } from './client';

const FRESH_MS = 60_000;

/** What the documents of a kind are called; a key whose name is not known stays as it is. */
export function useNames(kind: Schemas['Document']['kind']): (key: string) => string {
  const { data } = useQuery({
    queryKey: ['documents', kind],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/catalog/{kind}', { params: { path: { kind } }, signal })),
    staleTime: FRESH_MS,
  });
  return useCallback((key: string) => data?.items.find((one) => one.key === key)?.name ?? key, [data]);
}
