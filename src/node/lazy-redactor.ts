import type { Settings } from '../core/settings/index.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import type { LoadChunk } from './load-chunk.ts';

/** When the program has started, and before anybody asks it for something; not at all where it ends before. */
const startLater = (work: () => void): void => {
  const immediate = setImmediate(work).unref();
  process.once('beforeExit', () => clearImmediate(immediate));
};

/**
 * The redactor of the settings, in a chunk of its own: a start has nothing to redact. It is loaded in the first idle
 * moment, or when something is to leave before that.
 *
 * @param warn gets a line for each thing in the policy that has no effect
 */
export const createLazyRedactor = (
  settings: Settings,
  load: LoadChunk,
  warn: (line: string) => void,
): GetRedactor => {
  let redactor: ReturnType<GetRedactor> | undefined;
  const get: GetRedactor = () => {
    if (!redactor) {
      const { createConfiguredRedactor } =
        load<typeof import('./redaction-policy.ts')>('./redaction-policy.js');
      redactor = createConfiguredRedactor(settings, warn);
    }
    return redactor;
  };
  startLater(() => {
    try {
      get();
    } catch {
      // Whoever needs it says so, and sends nothing.
    }
  });
  return get;
};
