import { isShutDown } from './lifecycle.ts';

const waiting = new Set<NodeJS.Immediate>();

const forget = (): void => {
  for (const immediate of waiting) clearImmediate(immediate);
  waiting.clear();
};

/** When the program has started; not at all where it, or telemetry, ended before. */
export const startLater = (work: () => void): void => {
  // One listener for all: an application is warned of more than ten.
  if (waiting.size === 0) process.once('beforeExit', forget);
  const immediate = setImmediate(() => {
    waiting.delete(immediate);
    if (waiting.size === 0) process.removeListener('beforeExit', forget);
    if (!isShutDown()) work();
  }).unref();
  waiting.add(immediate);
};
