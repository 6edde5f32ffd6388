import { useMemo } from 'react';
import { useNames } from '../api/names';
import type { JourneyDocument } from './queries';

/** How a journey's conditions are said in words, and what the segments and journeys that it names are called. */
export interface Said {
  readonly condition: (cel: string) => string;
  readonly segment: (key: string) => string;
  readonly journey: (key: string) => string;
}

/** As written: keys and CEL. */
export const AS_WRITTEN: Said = {
  condition: (cel) => cel,
  segment: (key) => key,
  journey: (key) => key,
};

/** A condition that the server did not put into words stays as it is. */
export function saying(conditions: JourneyDocument['conditions']): (cel: string) => string {
  const words = new Map(conditions.map((one) => [one.when, one.words]));
  return (cel) => words.get(cel) ?? cel;
}

export function useSaid({ conditions }: JourneyDocument): Said {
  const segment = useNames('segment');
  const journey = useNames('journey');
  return useMemo(() => ({ condition: saying(conditions), segment, journey }), [conditions, segment, journey]);
}
