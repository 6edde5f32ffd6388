import { Json } from '../kit/Json';
import { Tag } from '../kit/Tag';
import { When } from '../kit/When';
import { reasonWords } from '../kit/words';
import { Checks } from './Checks';
import type { EntryRecord } from './queries';
import styles from './Record.module.css';
import { Station } from './Station';

/** Why somebody came into a journey, or did not. */
export function EntryPanel({ entry, zone }: { readonly entry: EntryRecord; readonly zone: string }) {
  return (
    <article className={styles.record} aria-label={`Entry to ${entry.journeyName}`}>
      <header className={styles.head}>
        <p className={styles.sentence}>{entry.sentence}</p>
        <Tag tone={entry.outcome === 'entered' ? 'sent' : 'dropped'}>
          {entry.outcome === 'entered' ? 'Entered' : reasonWords(entry.reason ?? 'error')}
        </Tag>
      </header>
      <Station name="Trigger">
        {entry.trigger}, <When at={entry.at} as="moment" personZone={zone} />
      </Station>
      <Station name="Checks">
        <Checks checks={entry.checks} />
      </Station>
      {entry.event === null ? null : (
        <Station name="Event">
          <Json value={entry.event.properties} label={`Properties of ${entry.event.name}`} />
        </Station>
      )}
    </article>
  );
}
