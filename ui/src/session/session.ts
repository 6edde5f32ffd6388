import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type Session = Schemas['Session'];

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/session', { signal })),
  staleTime: 60_000,
});

/** The token works once: the answer is kept, however often the page asks. */
export const loginQuery = (token: string) =>
  queryOptions({
    queryKey: ['login', token],
    queryFn: () => bodyOf(api.POST('/api/session', { body: { token } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
