import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import { oneOf, text, view } from '../kit/search';
import { Login } from '../session/Login';
import { NotFound } from './NotFound';
import { Shell } from './Shell';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: view((search) => ({ token: text(search.token) })),
  component: Login,
});

const shell = createRoute({ getParentRoute: () => root, id: 'in', component: Shell });

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/live' });
  },
});

const live = createRoute({
  getParentRoute: () => shell,
  path: '/live',
  validateSearch: view((search) => ({
    view: oneOf(['dead-letters'], search.view),
    show: text(search.show),
    q: text(search.q),
    entry: text(search.entry),
  })),
  component: lazyRouteComponent(() => import('../live/LivePage'), 'LivePage'),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: view((search) => ({ q: text(search.q) })),
  component: lazyRouteComponent(() => import('../people/PeoplePage'), 'PeoplePage'),
});

const person = createRoute({
  getParentRoute: () => shell,
  path: '/people/$id',
  validateSearch: view((search) => ({
    show: text(search.show),
    record: text(search.record),
    journey: text(search.journey),
    evidence: text(search.evidence),
  })),
  component: lazyRouteComponent(() => import('../people/PersonPage'), 'PersonPage'),
});

const journeys = createRoute({
  getParentRoute: () => shell,
  path: '/journeys',
  validateSearch: view((search) => ({ q: text(search.q), sort: text(search.sort) })),
  component: lazyRouteComponent(() => import('../journeys/JourneysPage'), 'JourneysPage'),
});

const journey = createRoute({
  getParentRoute: () => shell,
  path: '/journeys/$key',
  validateSearch: view((search) => ({ view: oneOf(['list', 'yaml'], search.view), step: text(search.step) })),
  component: lazyRouteComponent(() => import('../journeys/JourneyPage'), 'JourneyPage'),
});

const segments = createRoute({
  getParentRoute: () => shell,
  path: '/segments',
  validateSearch: view((search) => ({ sort: text(search.sort) })),
  component: lazyRouteComponent(() => import('../segments/SegmentsPage'), 'SegmentsPage'),
});

const segment = createRoute({
  getParentRoute: () => shell,
  path: '/segments/$key',
  validateSearch: view((search) => ({
    q: text(search.q),
    who: text(search.who),
    tables: text(search.tables),
  })),
  component: lazyRouteComponent(() => import('../segments/SegmentPage'), 'SegmentPage'),
});

const attribution = createRoute({
  getParentRoute: () => shell,
  path: '/attribution',
  validateSearch: view((search) => ({
    conversion: text(search.conversion),
    by: oneOf(['step', 'channel'], search.by),
    of: oneOf(['conversions'], search.of),
    days: oneOf(['7', '90', 'all'], search.days),
    sort: text(search.sort),
    tables: text(search.tables),
  })),
  component: lazyRouteComponent(() => import('../attribution/AttributionPage'), 'AttributionPage'),
});

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/attribution/orders',
  validateSearch: view((search) => ({
    conversion: text(search.conversion),
    q: text(search.q),
    journey: text(search.journey),
  })),
  component: lazyRouteComponent(() => import('../attribution/OrdersPage'), 'OrdersPage'),
});

const order = createRoute({
  getParentRoute: () => shell,
  path: '/attribution/orders/$order',
  validateSearch: view((search) => ({ conversion: text(search.conversion) })),
  component: lazyRouteComponent(() => import('../attribution/OrderPage'), 'OrderPage'),
});

const outbox = createRoute({
  getParentRoute: () => shell,
  path: '/outbox',
  validateSearch: view((search) => ({
    q: text(search.q),
    channel: text(search.channel),
    state: text(search.state),
    journey: text(search.journey),
    message: text(search.message),
    as: oneOf(['text', 'headers'], search.as),
    width: oneOf(['phone'], search.width),
  })),
  component: lazyRouteComponent(() => import('../outbox/OutboxPage'), 'OutboxPage'),
});

const policy = createRoute({
  getParentRoute: () => shell,
  path: '/policy',
  validateSearch: view((search) => ({ days: oneOf(['7', '90'], search.days), tables: text(search.tables) })),
  component: lazyRouteComponent(() => import('../policy/PolicyPage'), 'PolicyPage'),
});

const routeTree = root.addChildren([
  login,
  shell.addChildren([
    home,
    live,
    people,
    person,
    journeys,
    journey,
    segments,
    segment,
    attribution,
    orders,
    order,
    outbox,
    policy,
  ]),
]);

/** Every screen and the view state that its address holds; values stay text, so that "42" is not a number. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
