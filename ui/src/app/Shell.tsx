import { Burger, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { isSignedOut } from '../api/failure';
import { DemoBar } from '../demo/DemoBar';
import { writeFor } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { SignedOut } from '../session/SignedOut';
import { type Session, sessionQuery } from '../session/session';
import { Nav } from './Nav';
import styles from './Shell.module.css';
import { titleOf } from './screens';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));

/** The frame around every screen, for those signed in. */
export function Shell() {
  const session = useQuery(sessionQuery);
  if (isSignedOut(session.error)) return <SignedOut />;
  return (
    <Loaded query={session} what="your session" skeleton={<ShellSkeleton />}>
      {(value) => <SignedIn session={value} />}
    </Loaded>
  );
}

function SignedIn({ session }: { readonly session: Session }) {
  writeFor(session.workspace);
  const [open, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    document.title = `${titleOf(path)} · Throughline`;
  }, [path]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <div className={styles.nav} data-open={open || undefined}>
        <Nav session={session} onNavigate={close} />
      </div>
      <div className={styles.main}>
        <div className={styles.bar}>
          <Burger
            className={styles.burger}
            size="sm"
            opened={open}
            onClick={toggle}
            aria-label={open ? 'Close the menu' : 'Open the menu'}
          />
          <DemoBar />
        </div>
        <main id="content" tabIndex={-1} className={styles.content}>
          <Outlet />
        </main>
      </div>
      <Suspense fallback={null}>
        <Palette />
      </Suspense>
    </div>
  );
}

function ShellSkeleton() {
  return (
    <div className={styles.shell}>
      <div className={styles.nav} />
      <div className={styles.loading}>
        <Skeleton height={28} width={220} />
        <Skeleton height={84} mt={24} />
        <Skeleton height={320} mt={16} />
      </div>
    </div>
  );
}
