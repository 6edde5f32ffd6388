import {
  IconArrowsSplit,
  IconBell,
  IconChecklist,
  IconClock,
  IconDatabaseEdit,
  IconGitBranch,
  IconMail,
  IconMessage,
  IconRoute,
  IconScale,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import { channelWords } from '../kit/words';
import type { Step } from './step';

/** What a step does, in a few words. */
export function stepWords(step: Step): string {
  switch (step.kind) {
    case 'send':
      return `${step.channels.length === 0 ? 'Send' : step.channels.map(channelWords).join(', else ')}: ${step.template}`;
    case 'wait':
      return `Wait ${step.words}`;
    case 'branch':
      return `${step.ways.length} ways, the first that holds`;
    case 'split':
      return step.words;
    case 'action':
      return `${step.verb}: ${step.words}`;
  }
}

export function stepIcon(step: Step): TablerIcon {
  switch (step.kind) {
    case 'send':
      return step.channels[0] === 'sms' ? IconMessage : step.channels[0] === 'push' ? IconBell : IconMail;
    case 'wait':
      return IconClock;
    case 'branch':
      return IconGitBranch;
    case 'split':
      return IconArrowsSplit;
    case 'action':
      return ACTIONS[step.verb] ?? IconRoute;
  }
}

const ACTIONS: Readonly<Record<string, TablerIcon>> = {
  Task: IconChecklist,
  Update: IconDatabaseEdit,
  Decide: IconScale,
  Webhook: IconWebhook,
  Audience: IconUsersGroup,
};
