import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNames } from '../api/names';
import { type Column, DataTable, More, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { count, money } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { RowLink } from '../kit/RowLink';
import { When } from '../kit/When';
import styles from './PeoplePage.module.css';
import { type CustomerRow, customersQuery } from './queries';

const route = getRouteApi('/in/people');

const columnsOf = (journeyName: (key: string) => string): readonly Column<CustomerRow>[] => [
  {
    id: 'name',
    header: 'Person',
    cell: (row) => (
      <span className={styles.person}>
        <RowLink to="/people/$id" params={{ id: row.id }}>
          {row.name ?? row.email ?? row.id}
        </RowLink>
        <span className={styles.below}>
          {row.name === null ? 'anonymous' : (row.email ?? row.phone ?? row.id)}
        </span>
      </span>
    ),
  },
  { id: 'country', header: 'Country', cell: (row) => row.country ?? '–' },
  {
    id: 'journeys',
    header: 'In journeys',
    cell: (row) => (row.journeys.length === 0 ? '–' : row.journeys.map(journeyName).join(', ')),
  },
  { id: 'orders', header: 'Orders', numeric: true, cell: (row) => count(row.orders) },
  {
    id: 'revenue',
    header: 'Revenue',
    numeric: true,
    count: { what: 'Conversions with a value minus refunds, imported ones included.', window: 'ever' },
    cell: (row) => (row.revenue === null ? '–' : money(row.revenue.value, row.revenue.currency)),
  },
  { id: 'seen', header: 'Last seen', numeric: true, cell: (row) => <When at={row.lastSeen} /> },
];

/** Screen 2: search people. */
export function PeoplePage() {
  const { q } = route.useSearch();
  const navigate = useNavigate({ from: '/people' });
  const search = useDebouncedCallback(
    (next: string) => void navigate({ search: { q: next === '' ? undefined : next }, replace: true }),
    250,
  );
  const customers = useInfiniteQuery(customersQuery(q));
  const journeyName = useNames('journey');
  const columns = useMemo(() => columnsOf(journeyName), [journeyName]);
  return (
    <Page
      title="People"
      lead="Everyone known or anonymous. Open one to see what happened, what was decided and why."
    >
      <TextInput
        size="md"
        placeholder="Name, e-mail, phone or any id"
        aria-label="Search people"
        defaultValue={q ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        onChange={(event) => search(event.currentTarget.value)}
        maw={460}
      />
      <Panel flush label="People">
        <Loaded query={customers} what="people" skeleton={<TableSkeleton rows={12} columns={6} />}>
          {(value) => {
            const rows = value.pages.flatMap((page) => page.items);
            if (rows.length === 0) return <NoOne q={q} />;
            return (
              <>
                <DataTable label="People" columns={columns} rows={rows} rowId={(row) => row.id} />
                <More shown={rows.length} total={value.pages[0]?.total} what="people" query={customers} />
              </>
            );
          }}
        </Loaded>
      </Panel>
    </Page>
  );
}

function NoOne({ q }: { readonly q: string | undefined }) {
  return q === undefined ? (
    <Empty title="No people yet">
      They appear with their first event: send one, or import profiles and history.
    </Empty>
  ) : (
    <Empty title={`Nobody matches “${q}”`}>
      Names, e-mail addresses, phone numbers and ids are searched by their beginning and parts.
    </Empty>
  );
}
