import { Link } from '@tanstack/react-router';
import styles from './AttributionTabs.module.css';

/** The two halves of the screen. */
export function AttributionTabs({ conversion }: { readonly conversion: string | undefined }) {
  return (
    <nav className={styles.tabs} aria-label="Attribution">
      <Link
        to="/attribution"
        search={{ conversion }}
        className={styles.tab}
        activeOptions={{ exact: true, includeSearch: false }}
      >
        Compare
      </Link>
      <Link
        to="/attribution/orders"
        search={{ conversion }}
        className={styles.tab}
        activeOptions={{ includeSearch: false }}
      >
        Explain an order
      </Link>
    </nav>
  );
}
