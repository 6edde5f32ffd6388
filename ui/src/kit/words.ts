/** The product's codes in a marketer's words. */

const REASONS: Readonly<Record<string, string>> = {
  no_consent: 'No consent',
  no_address: 'No address',
  suppressed: 'Suppressed',
  frequency_cap: 'Over a cap',
  quiet_hours: 'Quiet hours',
  outranked: 'Outranked by another message',
  holdout_global: 'Held out of everything',
  holdout_journey: 'Held out of the journey',
  holdout_message: 'Held out of the message',
  render_error: 'A value was missing',
  channel_down: 'Provider not reachable',
  journey_ended: 'Journey ended before it went out',
  expired: 'Held for too long',
  not_qualified: 'Did not qualify',
  reentry: 'Too early to enter again',
  already_in: 'Already in',
  paused_journey: 'Journey paused',
  goal: 'Reached the goal',
  disqualified: 'No longer fits',
  superseded: 'Another journey took over',
  time_limit: 'Time limit',
  max_messages: 'Message limit',
  completed: 'Came to the end',
  stopped: 'Stopped',
  drained: 'Drained by a new version',
  erased: 'Erased',
  error: 'Failed',
};

const CHANNELS: Readonly<Record<string, string>> = {
  email: 'E-mail',
  sms: 'SMS',
  push: 'Push',
  web_push: 'Web push',
  in_app: 'In-app',
  web: 'Web',
  best: 'Best channel',
};

const MODELS: Readonly<Record<string, string>> = {
  first: 'First touch',
  last: 'Last touch',
  linear: 'Linear',
  position: 'Position',
  'time-decay': 'Time decay',
};

const CHECKS: Readonly<Record<string, string>> = {
  suppressed: 'May be contacted at all',
  erased: 'Not erased',
  bounced: 'Address has not bounced',
  consent: 'Consent',
  address: 'Address',
  suppression: 'Not suppressed',
  quiet_hours: 'Outside quiet hours',
  caps: 'Under every cap',
  cap: 'Under the cap',
  frequency_cap: 'Under the cap',
  arbitration: 'Highest priority',
  render: 'Every value is there',
  holdout: 'Arm',
  when: 'Qualifies',
  unless: 'Not excluded',
  again: 'May enter again',
  trigger: 'Trigger',
};

export function humanised(code: string): string {
  const words = code.replaceAll(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A phrase as the start of a sentence. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What a trait or an identifier is called. */
export const traitWords = (name: string): string => (name === 'email' ? 'E-mail' : humanised(name));

export const reasonWords = (code: string): string => REASONS[code] ?? humanised(code);
/** A campaign's source and medium stay as they were tagged: two spellings of one source must be seen. */
export const channelWords = (code: string): string =>
  CHANNELS[code] ?? (code.includes('/') ? code : humanised(code));
export const modelWords = (code: string): string => MODELS[code] ?? humanised(code);
export const checkWords = (code: string): string => CHECKS[code] ?? humanised(code);

export type Outcome = 'sent' | 'ghost' | 'held' | 'dropped';

export const OUTCOMES: Readonly<Record<Outcome, { readonly label: string; readonly means: string }>> = {
  sent: { label: 'Sent', means: 'Passed every check and went out' },
  ghost: {
    label: 'Held out',
    means: 'Passed every check and was kept back, to measure what sending changes',
  },
  held: { label: 'Held', means: 'Waits, and is decided again' },
  dropped: { label: 'Not sent', means: 'A check failed' },
};
