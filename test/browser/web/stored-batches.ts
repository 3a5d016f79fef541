// What of the batches that could not be sent waits in a page's store.
import type { Page } from 'playwright-core';

/** Everything in it, in the page. A database that is not there is not made by looking. */
const STORED = `(async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'binnacle')) return [];
  const open = indexedDB.open('binnacle');
  const database = await new Promise((done, failed) => {
    open.onsuccess = () => done(open.result);
    open.onerror = () => failed(open.error);
  });
  try {
    const all = database.transaction('binnacle').objectStore('binnacle').getAll();
    return await new Promise((done) => { all.onsuccess = () => done(all.result); });
  } finally {
    database.close();
  }
})()`;

interface StoredBatch {
  readonly body: string;
}

export const storedBatches = (page: Page): Promise<readonly StoredBatch[]> =>
  page.evaluate<readonly StoredBatch[]>(STORED);
