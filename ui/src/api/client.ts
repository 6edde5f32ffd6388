import createClient from 'openapi-fetch';
import type { components, paths } from '../../generated/schema';
import { Failure, type Problem } from './failure';

export type Schemas = components['schemas'];

export const api = createClient<paths, 'application/json'>({ baseUrl: window.location.origin });

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer's body, or the problem thrown as a Failure for TanStack Query to keep. */
export async function bodyOf<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Failure({ type: 'about:blank', title: 'The server cannot be reached', status: 0 });
  }
  if (answer.error !== undefined || !answer.response.ok) {
    throw new Failure(problemOf(answer.error, answer.response.status));
  }
  return answer.data as T;
}

function problemOf(error: unknown, status: number): Problem {
  if (typeof error === 'object' && error !== null && 'title' in error) return error as Problem;
  return { type: 'about:blank', title: `The server answered ${status}`, status };
}
