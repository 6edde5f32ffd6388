import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type Demo = Schemas['Demo'];
export type DemoCommand = Schemas['DemoCommand'];

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/demo', { signal })),
  refetchInterval: (query) => (query.state.data?.demo === true ? 2_000 : false),
});

export const command = (body: DemoCommand): Promise<Demo> => bodyOf(api.POST('/api/demo', { body }));
