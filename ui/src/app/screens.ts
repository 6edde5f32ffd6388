import {
  IconActivity,
  IconChartDots3,
  IconMailbox,
  IconRoute,
  IconShieldHalf,
  IconTargetArrow,
  IconUsers,
} from '@tabler/icons-react';

/** The seven screens, in the order of the menu. */
export const SCREENS = [
  { to: '/live', label: 'Live', icon: IconActivity, about: 'Events and decisions as they happen' },
  { to: '/people', label: 'People', icon: IconUsers, about: 'One person, and why they got what' },
  { to: '/journeys', label: 'Journeys', icon: IconRoute, about: 'What runs, and who is where' },
  { to: '/segments', label: 'Segments', icon: IconChartDots3, about: 'Who belongs, live' },
  {
    to: '/attribution',
    label: 'Attribution',
    icon: IconTargetArrow,
    about: 'What gets credit, and what caused it',
  },
  { to: '/outbox', label: 'Outbox', icon: IconMailbox, about: 'Every message as its recipient sees it' },
  { to: '/policy', label: 'Policy', icon: IconShieldHalf, about: 'The rules, and what they stopped' },
] as const;

export function titleOf(path: string): string {
  return SCREENS.find((screen) => path.startsWith(screen.to))?.label ?? 'Throughline';
}
