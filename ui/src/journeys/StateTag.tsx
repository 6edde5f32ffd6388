import { Tag, type Tone } from '../kit/Tag';
import { humanised } from '../kit/words';
import type { RegistryRow } from './queries';

const TONES: Readonly<Record<RegistryRow['state'], Tone>> = {
  draft: 'plain',
  live: 'sent',
  paused: 'held',
  draining: 'ghost',
  archived: 'plain',
};

export function StateTag({ state }: { readonly state: RegistryRow['state'] }) {
  return <Tag tone={TONES[state]}>{humanised(state)}</Tag>;
}
