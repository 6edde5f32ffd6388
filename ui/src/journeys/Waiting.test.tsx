import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { writeFor } from '../kit/format';
import { shown } from '../testing/shown';
import { Waiting } from './Waiting';

beforeAll(() => writeFor({ locale: 'en-GB', zone: 'Europe/Berlin' }));

it('says what is waited for, and by when it ends', () => {
  const position = { waitingFor: 'waits until Email Opened', until: '2026-11-20T17:22:00Z' };
  shown(
    <p>
      <Waiting position={position} />
    </p>,
  );
  expect(screen.getByText(/waits until Email Opened/).textContent).toBe(
    'waits until Email Opened, by 20 Nov, 18:22',
  );
});

it('says who waits for nothing', () => {
  shown(
    <p>
      <Waiting position={{ waitingFor: null, until: null }} />
    </p>,
  );
  expect(screen.getByText('moves on at once')).toBeTruthy();
});
