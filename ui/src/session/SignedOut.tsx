import { Door } from './Door';
import styles from './Door.module.css';

/** For those who have no session: how to get one. */
export function SignedOut({ usedUp = false }: { readonly usedUp?: boolean }) {
  return (
    <Door title={usedUp ? 'This link does not work any more' : 'You are signed out'}>
      <p>
        {usedUp
          ? 'A sign-in link works once, and only until the server starts again.'
          : 'There is no password. The server prints a sign-in link when it starts:'}
      </p>
      <p>
        <code className={styles.link}>{`${window.location.origin}/login?token=…`}</code>
      </p>
      <p>Open the newest one, or restart the server to have another printed.</p>
    </Door>
  );
}
