import { isShutDown } from './lifecycle.ts';

/** When the program has started; not at all where it, or telemetry, ended before. */
export const startLater = (work: () => void): void => {
  const immediate = setImmediate(() => {
    if (!isShutDown()) work();
  }).unref();
  process.once('beforeExit', () => clearImmediate(immediate));
};
