import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import styles from './RowLink.module.css';

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly ref?: Ref<HTMLAnchorElement>;
}

function Anchor({ className, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} data-row className={`${styles.link} ${className ?? ''}`}>
      {children}
    </a>
  );
}

/** The link of a table row: its name, and the whole row under the pointer. */
export const RowLink = createLink(Anchor);
