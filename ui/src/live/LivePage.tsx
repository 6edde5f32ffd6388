import { Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Page } from '../kit/Page';
import { DeadLetters } from './DeadLetters';
import { LiveStream } from './LiveStream';

const route = getRouteApi('/in/live');

/** Screen 1: events and decisions as they happen, and what could not be taken. */
export function LivePage() {
  const { view } = route.useSearch();
  const navigate = useNavigate({ from: '/live' });
  return (
    <Page
      title="Live"
      lead={
        view === 'dead-letters'
          ? 'Events that could not be taken, each with what is wrong and what to do. The rest of its batch counts.'
          : 'Every event that comes in and everything that is decided about it, as it happens.'
      }
    >
      <Tabs
        value={view ?? 'stream'}
        onChange={(next) =>
          void navigate({ search: { view: next === 'dead-letters' ? 'dead-letters' : undefined } })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="stream">Stream</Tabs.Tab>
          <Tabs.Tab value="dead-letters">Dead letters</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="stream">
          <LiveStream />
        </Tabs.Panel>
        <Tabs.Panel value="dead-letters">
          <DeadLetters />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
