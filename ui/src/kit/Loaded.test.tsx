import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Failure } from '../api/failure';
import { shown } from '../testing/shown';
import { Loaded } from './Loaded';

type Query = Parameters<typeof Loaded<string>>[0]['query'];

const query = (part: Partial<Query>): Query =>
  ({
    data: undefined,
    error: null,
    isFetching: false,
    fetchStatus: 'fetching',
    refetch: async () => ({}),
    ...part,
  }) as Query;
const FAILED = new Failure({
  type: 'about:blank',
  title: 'The facts are not reachable',
  status: 503,
  instance: 'request-7',
});

describe('what a query holds', () => {
  it('is its skeleton while it loads', () => {
    shown(
      <Loaded query={query({})} what="journeys" skeleton={<span>bones</span>}>
        {(value) => value}
      </Loaded>,
    );
    expect(screen.getByText('bones').closest('[aria-busy]')).not.toBeNull();
  });

  it('is what failed, with the request and a way to try again', async () => {
    let asked = 0;
    const refetch = (async () => {
      asked += 1;
    }) as unknown as Query['refetch'];
    shown(
      <Loaded query={query({ error: FAILED, refetch })} what="journeys" skeleton={null}>
        {(value) => value}
      </Loaded>,
    );
    expect(screen.getByRole('alert').textContent).toContain('Could not load journeys');
    expect(screen.getByRole('alert').textContent).toContain('request-7');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(asked).toBe(1);
  });

  it('is the old value and a note when only the newer failed', () => {
    shown(
      <Loaded query={query({ data: 'seven', error: FAILED })} what="journeys" skeleton={null}>
        {(value) => <b>{value}</b>}
      </Loaded>,
    );
    expect(screen.getByText('seven').textContent).toBe('seven');
    expect(screen.getByRole('alert').textContent).toContain('Could not load newer journeys');
  });
});
