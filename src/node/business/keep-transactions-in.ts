import { business } from './business.ts';
import { tellOverdue } from './conclude.ts';
import type { TransactionStoreChoice } from './store/use-store.ts';

/**
 * Where transactions are kept from now on, so that one process can start what another ends, and one that never ends is
 * found when its process is gone. In the memory of each process without it. A store that is away never stops the
 * application.
 *
 * @param choice `{ redis: client }` of ioredis or redis, `{ postgres: pool }` of pg, or a store of your own; undefined
 * for memory
 * @throws TypeError for what is none of these
 */
export const keepTransactionsIn = (choice: TransactionStoreChoice | undefined): void =>
  business()
    ?.load<typeof import('./store/use-store.ts')>('./business/store/use-store.js')
    .useStore(choice, tellOverdue);
