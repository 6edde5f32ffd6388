import { ActionIcon, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client';
import type { Session } from '../session/session';
import styles from './Nav.module.css';
import { SCREENS } from './screens';

/** The menu: the workspace, the screens, search, appearance and who is signed in. */
export function Nav({ session, onNavigate }: { readonly session: Session; readonly onNavigate: () => void }) {
  return (
    <nav className={styles.nav} aria-label="Main">
      <div className={styles.brand}>
        <img src="/throughline.svg" alt="" width={28} height={28} />
        <div className={styles.names}>
          <span className={styles.workspace}>{session.workspace.name}</span>
          <span className={styles.product}>Throughline</span>
        </div>
      </div>
      <UnstyledButton className={styles.search} onClick={() => spotlight.open()}>
        <IconSearch size={15} stroke={1.7} aria-hidden />
        <span>Search</span>
        <kbd className={styles.key}>Ctrl K</kbd>
      </UnstyledButton>
      <ul className={styles.list}>
        {SCREENS.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={styles.link} onClick={onNavigate}>
              <Icon size={18} stroke={1.6} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <div className={styles.names}>
          <span className={styles.user}>{session.user.name}</span>
          <span className={styles.product}>{session.user.email}</span>
        </div>
        <Appearance />
        <SignOut />
      </div>
    </nav>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = colorScheme === 'dark' ? IconMoon : colorScheme === 'light' ? IconSun : IconDeviceDesktop;
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Appearance">
          <Current size={17} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSun size={15} aria-hidden />} onClick={() => setColorScheme('light')}>
          Light
        </Menu.Item>
        <Menu.Item leftSection={<IconMoon size={15} aria-hidden />} onClick={() => setColorScheme('dark')}>
          Dark
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDeviceDesktop size={15} aria-hidden />}
          onClick={() => setColorScheme('auto')}
        >
          As the system
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SignOut() {
  const queries = useQueryClient();
  const signOut = async () => {
    await api.DELETE('/api/session');
    queries.clear();
    window.location.assign('/');
  };
  return (
    <ActionIcon variant="subtle" color="gray" aria-label="Sign out" onClick={() => void signOut()}>
      <IconLogout size={17} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}
