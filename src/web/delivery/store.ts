import type { Store } from './delivery.ts';
import type { Batch } from './queue.ts';

/** Beyond this the oldest go. */
const MOST_BATCHES = 50;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Batches in IndexedDB, which all tabs of an origin share. */
export const createStore = (name: string): Store => {
  const opening = (): Promise<IDBDatabase> => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(name, { autoIncrement: true });
    return done(request);
  };
  const inStore = async <T>(use: (store: IDBObjectStore) => Promise<T>): Promise<T> => {
    const database = await opening();
    try {
      return await use(database.transaction(name, 'readwrite').objectStore(name));
    } finally {
      database.close();
    }
  };
  return {
    put: (batches) =>
      inStore(async (store) => {
        for (const batch of batches) store.add(batch);
        const keys = await done(store.getAllKeys());
        for (const key of keys.slice(0, -MOST_BATCHES)) store.delete(key);
      }),
    take: () =>
      inStore(async (store) => {
        const batches = await done<Batch[]>(store.getAll());
        store.clear();
        return batches;
      }),
  };
};
