import { Chip, Group } from '@mantine/core';
import { type Group as EntryGroup, GROUP_WORDS, GROUPS, groupsOf, shown } from './entry';

interface GroupFilterProps {
  readonly show: string | undefined;
  readonly onShow: (show: string | undefined) => void;
}

/** Which kinds of lines to show; none pressed is all. */
export function GroupFilter({ show, onShow }: GroupFilterProps) {
  const pressed = show === undefined ? [] : groupsOf(show);
  return (
    <Chip.Group
      multiple
      value={[...pressed]}
      onChange={(groups) => onShow(shown(GROUPS.filter((group: EntryGroup) => groups.includes(group))))}
    >
      <Group gap={6} role="group" aria-label="Show only">
        {GROUPS.map((group) => (
          <Chip key={group} value={group} size="xs" variant="outline">
            {GROUP_WORDS[group]}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
