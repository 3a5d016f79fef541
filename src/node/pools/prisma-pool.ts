import type { AnyFunction } from '../database/replace-method.ts';
import { takingConnection } from './pool-watch.ts';

interface PrismaClientClass {
  readonly prototype: { $transaction?: AnyFunction };
}

interface PrismaRuntime {
  readonly getPrismaClient?: (...args: unknown[]) => PrismaClientClass;
}

/**
 * Patches the runtime of Prisma’s client. With a driver adapter it has no pool of its own, and the driver’s is watched;
 * but an interactive transaction takes its connection out of sight of whoever began it.
 */
export const patchPrismaRuntime = (runtime: PrismaRuntime): PrismaRuntime => {
  const { getPrismaClient } = runtime;
  if (!getPrismaClient) return runtime;
  const value: PrismaRuntime['getPrismaClient'] = (...args) => {
    const client = getPrismaClient(...args);
    const { prototype } = client;
    if (prototype.$transaction) prototype.$transaction = takingConnection(prototype.$transaction);
    return client;
  };
  // The exports are getters, which nothing can be assigned to.
  const exports = Object.getOwnPropertyDescriptors(runtime);
  return Object.defineProperties({}, { ...exports, getPrismaClient: { value, enumerable: true } });
};
