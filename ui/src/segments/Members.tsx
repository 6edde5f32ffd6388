import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Column, DataTable, More, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { Loaded } from '../kit/Loaded';
import { Panel } from '../kit/Page';
import { RowLink } from '../kit/RowLink';
import { When } from '../kit/When';
import { type Member, membersQuery } from './queries';

const route = getRouteApi('/in/segments/$key');

const COLUMNS: readonly Column<Member>[] = [
  {
    id: 'name',
    header: 'Person',
    cell: (row) => (
      <RowLink to="." search={(before) => ({ ...before, who: row.customer })} resetScroll={false}>
        {row.name ?? row.email ?? row.customer}
      </RowLink>
    ),
  },
  { id: 'email', header: 'E-mail', cell: (row) => row.email ?? '–' },
  {
    id: 'since',
    header: 'Since',
    numeric: true,
    cell: (row) => (row.since === null ? '–' : <When at={row.since} />),
  },
  {
    id: 'until',
    header: 'Time alone ends it',
    numeric: true,
    count: { what: 'When a window slides past and they leave, if nothing else happens.' },
    cell: (row) => (row.until === null ? '–' : <When at={row.until} />),
  },
];

/** Who is in the segment, newest first. */
export function Members({ segment, who }: { readonly segment: string; readonly who: string | undefined }) {
  const { q } = route.useSearch();
  const navigate = useNavigate({ from: '/segments/$key' });
  const search = useDebouncedCallback(
    (typed: string) =>
      void navigate({
        search: (before) => ({ ...before, q: typed === '' ? undefined : typed }),
        replace: true,
      }),
    250,
  );
  const members = useInfiniteQuery(membersQuery(segment, q));
  return (
    <Panel
      flush
      title="Members"
      aside={
        <TextInput
          size="xs"
          placeholder="Name, e-mail, id"
          aria-label="Search members"
          defaultValue={q ?? ''}
          leftSection={<IconSearch size={14} aria-hidden />}
          onChange={(event) => search(event.currentTarget.value)}
        />
      }
    >
      <Loaded query={members} what="members" skeleton={<TableSkeleton rows={8} columns={4} />}>
        {(value) => {
          const rows = value.pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return <Empty title={q === undefined ? 'Nobody is in it now' : `No member matches “${q}”`} />;
          }
          return (
            <>
              <DataTable
                label="Members"
                columns={COLUMNS}
                rows={rows}
                rowId={(row) => row.customer}
                selected={who}
              />
              <More shown={rows.length} total={value.pages[0]?.total} what="members" query={members} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
