import { Tag, type Tone } from '../kit/Tag';
import { humanised } from '../kit/words';
import type { OutboxRow } from './queries';

const TONES: Readonly<Record<OutboxRow['state'], Tone>> = {
  decided: 'plain',
  in_flight: 'held',
  sent: 'sent',
  failed: 'dropped',
  unknown: 'ghost',
};

const MEANS: Readonly<Record<OutboxRow['state'], string>> = {
  decided: 'Waits for its turn',
  in_flight: 'Handed to the provider, no answer yet',
  sent: 'The provider took it',
  failed: 'The provider refused it for good',
  unknown: 'The connection broke after it was handed over; it is never blindly sent again',
};

export function MessageState({ state }: { readonly state: OutboxRow['state'] }) {
  return (
    <Tag tone={TONES[state]} title={MEANS[state]}>
      {humanised(state)}
    </Tag>
  );
}
