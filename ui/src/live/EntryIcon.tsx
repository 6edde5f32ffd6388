import {
  IconAlertCircle,
  IconArrowMerge,
  IconBolt,
  IconBookmark,
  IconChartDots3,
  IconClockPause,
  IconCoin,
  IconEyeOff,
  IconMailCheck,
  IconMailX,
  IconMessage,
  IconReceiptRefund,
  IconRoute,
  IconSend,
  IconShoppingBag,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Tone } from '../kit/Tag';
import styles from './EntryIcon.module.css';
import type { Entry, Fact } from './entry';

interface Look {
  readonly icon: TablerIcon;
  readonly tone: Tone;
}

export function EntryIcon({ entry }: { readonly entry: Entry }) {
  const { icon: Icon, tone } =
    entry.kind === 'event' ? { icon: IconBolt, tone: 'plain' as const } : lookOf(entry.fact);
  return (
    <span className={styles.icon} data-tone={tone} aria-hidden="true">
      <Icon size={15} stroke={1.8} />
    </span>
  );
}

function lookOf(fact: Fact): Look {
  switch (fact.kind) {
    case 'message.decided':
      return decided(fact);
    case 'message.bounced':
    case 'message.complained':
    case 'message.failed':
    case 'message.unsubscribed':
      return { icon: IconAlertCircle, tone: 'dropped' };
    case 'conversion':
      return { icon: IconShoppingBag, tone: 'accent' };
    case 'refund':
      return { icon: IconReceiptRefund, tone: 'dropped' };
    case 'credit':
      return { icon: IconCoin, tone: 'accent' };
    case 'customer.merged':
      return { icon: IconArrowMerge, tone: 'plain' };
    case 'segment.entered':
    case 'segment.left':
      return { icon: IconChartDots3, tone: 'plain' };
    default:
      return other(fact.kind);
  }
}

function decided(fact: Fact): Look {
  switch (fact.outcome) {
    case 'sent':
      return { icon: IconSend, tone: 'sent' };
    case 'ghost':
      return { icon: IconEyeOff, tone: 'ghost' };
    case 'held':
      return { icon: IconClockPause, tone: 'held' };
    default:
      return { icon: IconMailX, tone: 'dropped' };
  }
}

function other(kind: string): Look {
  if (kind === 'message.replied') return { icon: IconMessage, tone: 'sent' };
  if (kind.startsWith('message.')) return { icon: IconMailCheck, tone: 'plain' };
  if (kind.startsWith('journey.')) return { icon: IconRoute, tone: 'plain' };
  return { icon: IconBookmark, tone: 'plain' };
}
