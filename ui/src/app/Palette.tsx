import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconChartDots3, IconRoute, IconSearch, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { registryQuery } from '../journeys/queries';
import { segmentsQuery } from '../segments/queries';
import { SCREENS } from './screens';

/** Ctrl K: to any screen, journey, segment or person. */
export function Palette() {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const registry = useQuery(registryQuery);
  const segments = useQuery(segmentsQuery);
  const screens: SpotlightActionData[] = SCREENS.map(({ to, label, about, icon: Icon }) => ({
    id: to,
    label,
    description: about,
    leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
    onClick: () => void navigate({ to }),
  }));
  const journeys: SpotlightActionData[] = (registry.data?.items ?? []).map((journey) => ({
    id: `journey ${journey.key}`,
    label: journey.name,
    description: 'Journey',
    leftSection: <IconRoute size={18} stroke={1.6} aria-hidden />,
    onClick: () => void navigate({ to: '/journeys/$key', params: { key: journey.key } }),
  }));
  const groups: SpotlightActionData[] = (segments.data?.items ?? []).map((segment) => ({
    id: `segment ${segment.key}`,
    label: segment.name,
    description: 'Segment',
    leftSection: <IconChartDots3 size={18} stroke={1.6} aria-hidden />,
    onClick: () => void navigate({ to: '/segments/$key', params: { key: segment.key } }),
  }));
  const people: SpotlightActionData[] =
    query.trim() === ''
      ? []
      : [
          {
            id: 'people',
            label: `Search people for “${query.trim()}”`,
            keywords: [query],
            leftSection: <IconUsers size={18} stroke={1.6} aria-hidden />,
            onClick: () => void navigate({ to: '/people', search: { q: query.trim() } }),
          },
        ];
  return (
    <Spotlight
      actions={[...screens, ...journeys, ...groups, ...people]}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      limit={12}
      scrollable
      nothingFound="Nothing found"
      attributes={{ content: { 'aria-label': 'Go to' } }}
      styles={{ actionDescription: { color: 'inherit', opacity: 1 } }}
      searchProps={{
        placeholder: 'Go to a screen, a journey, a segment, a person',
        'aria-label': 'Search',
        leftSection: <IconSearch size={18} stroke={1.6} aria-hidden />,
      }}
    />
  );
}
