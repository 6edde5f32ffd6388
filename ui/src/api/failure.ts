import type { components } from '../../generated/schema';

export type Problem = components['schemas']['Problem'];

/** What a request failed with: the server's problem, or that there was no answer. */
export class Failure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

export function problemFrom(error: unknown): Problem {
  if (error instanceof Failure) return error.problem;
  return { type: 'about:blank', title: 'Something unexpected happened', status: 0, detail: String(error) };
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Failure && error.problem.status === 401;
}
