// What a page asks for and stores, as the browser's own protocol tells it: no script of the page can hide it.
import type { Page } from 'playwright-core';

export interface Seen {
  /** Method and path of every request that is not in the page itself (`data:`). */
  readonly requests: string[];
  /** The keys that are stored for the origin, and each change of one since the page was opened. */
  stored(): Promise<{
    readonly changes: readonly string[];
    readonly local: readonly string[];
    readonly session: readonly string[];
    readonly cookies: readonly string[];
    readonly databases: readonly string[];
  }>;
}

/** To be called before the page is opened. */
export const watchPage = async (page: Page, origin: string): Promise<Seen> => {
  const protocol = await page.context().newCDPSession(page);
  const requests: string[] = [];
  const changes: string[] = [];
  protocol.on('Network.requestWillBeSent', ({ request: { method, url } }) => {
    if (!url.startsWith('data:'))
      requests.push(`${method} ${url.startsWith(origin) ? url.slice(origin.length) : url}`);
  });
  const changed = ({ storageId, key }: { storageId: { isLocalStorage: boolean }; key: string }): void => {
    changes.push(`${storageId.isLocalStorage ? 'local' : 'session'} ${key}`);
  };
  protocol.on('DOMStorage.domStorageItemAdded', changed);
  protocol.on('DOMStorage.domStorageItemUpdated', changed);
  protocol.on('DOMStorage.domStorageItemRemoved', changed);
  await Promise.all([
    protocol.send('Network.enable'),
    protocol.send('DOMStorage.enable'),
    protocol.send('IndexedDB.enable'),
  ]);
  const keysOf = async (isLocalStorage: boolean): Promise<string[]> => {
    const storageId = { securityOrigin: origin, isLocalStorage };
    const { entries } = await protocol.send('DOMStorage.getDOMStorageItems', { storageId });
    return entries.map(([key = '']) => key);
  };
  return {
    requests,
    stored: async () => {
      const { cookies } = await protocol.send('Network.getCookies', { urls: [origin] });
      const { databaseNames } = await protocol.send('IndexedDB.requestDatabaseNames', {
        securityOrigin: origin,
      });
      return {
        local: await keysOf(true),
        session: await keysOf(false),
        cookies: cookies.map(({ name }) => name),
        databases: databaseNames,
        changes: [...changes],
      };
    },
  };
};
