import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Column, DataTable, More, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { count, money } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { RowLink } from '../kit/RowLink';
import { Tag } from '../kit/Tag';
import { When } from '../kit/When';
import { AttributionTabs } from './AttributionTabs';
import { conversionsQuery, type OrderRow, ordersQuery } from './queries';

const route = getRouteApi('/in/attribution/orders');

const COLUMNS: readonly Column<OrderRow>[] = [
  {
    id: 'order',
    header: 'Order',
    cell: (row) => (
      <RowLink
        to="/attribution/orders/$order"
        params={{ order: row.order }}
        search={{ conversion: row.conversion }}
      >
        {row.order}
      </RowLink>
    ),
  },
  { id: 'person', header: 'Person', cell: (row) => row.name ?? row.customer },
  {
    id: 'touches',
    header: 'Touches',
    numeric: true,
    count: { what: 'Touches that count: before the order and within its look-back, not held out.' },
    cell: (row) => count(row.touches),
  },
  {
    id: 'value',
    header: 'Value',
    numeric: true,
    cell: (row) => (
      <>
        {row.refunded ? <Tag tone="dropped">Refunded</Tag> : null}{' '}
        {money(row.value.value, row.value.currency)}
      </>
    ),
  },
  { id: 'at', header: 'When', numeric: true, cell: (row) => <When at={row.at} as="moment" /> },
];

/** Orders, to pick one and see who gets what for it. */
export function OrdersPage() {
  const { conversion, q, journey } = route.useSearch();
  const navigate = useNavigate({ from: '/attribution/orders' });
  const conversions = useQuery(conversionsQuery);
  const key = conversion ?? conversions.data?.items[0]?.key ?? '';
  const orders = useInfiniteQuery({ ...ordersQuery(key, q, journey), enabled: key !== '' });
  const search = useDebouncedCallback(
    (typed: string) =>
      void navigate({
        search: (before) => ({ ...before, q: typed === '' ? undefined : typed }),
        replace: true,
      }),
    250,
  );
  return (
    <Page
      title="Attribution"
      lead="Pick an order to see every touch before it, and what each model gives it."
    >
      <AttributionTabs conversion={conversion} />
      <TextInput
        size="sm"
        maw={360}
        placeholder="Order, name or id"
        aria-label="Search orders"
        defaultValue={q ?? ''}
        leftSection={<IconSearch size={15} aria-hidden />}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <Panel flush label="Orders">
        <Loaded query={orders} what="orders" skeleton={<TableSkeleton rows={10} columns={5} />}>
          {(value) => {
            const rows = value.pages.flatMap((page) => page.items);
            if (rows.length === 0) {
              return <Empty title={q === undefined ? 'No orders yet' : `No order matches “${q}”`} />;
            }
            return (
              <>
                <DataTable label="Orders" columns={COLUMNS} rows={rows} rowId={(row) => row.order} />
                <More shown={rows.length} what="orders" query={orders} />
              </>
            );
          }}
        </Loaded>
      </Panel>
    </Page>
  );
}
