// The six calls of Segment's specification, the same for every client.
export const PERSON = 'u1';
export const VISITOR = 'a1';
export const TRAITS = { name: 'Ada', email: 'ada@x.example', plan: 'gold', age: 36 };
export const ORDER = {
  order_id: 'o1',
  total: 19.95,
  currency: 'EUR',
  products: [{ sku: 's1', quantity: 2 }],
};
export const PAGE = { section: 'intro' };
export const SCREEN = { tab: 'first' };
export const COMPANY = 'g1';
export const COMPANY_TRAITS = { name: 'Analytical Engines' };

/** The calls as Node's clients take them: one object each. */
export function sendAll(analytics) {
  analytics.identify({ userId: PERSON, traits: TRAITS });
  analytics.track({ userId: PERSON, event: 'Order Completed', properties: ORDER });
  analytics.page({ userId: PERSON, name: 'Guide', properties: PAGE });
  analytics.screen({ userId: PERSON, name: 'Home', properties: SCREEN });
  analytics.group({ userId: PERSON, groupId: COMPANY, traits: COMPANY_TRAITS });
  analytics.alias({ userId: PERSON, previousId: VISITOR });
}
