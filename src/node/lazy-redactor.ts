import type { Settings } from '../core/settings/index.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { type LoadChunk, quietly } from './load-chunk.ts';
import { startLater } from './start-later.ts';

const workingDirectory = (): string => {
  try {
    return process.cwd();
  } catch {
    // It was removed; then there is no file in it either.
    return '';
  }
};

/**
 * The redactor of the settings, in a chunk of its own, because a start has nothing to redact: loaded when something is
 * to leave.
 *
 * @param warn gets a line for each thing in the policy that has no effect
 */
export const createLazyRedactor = (
  settings: Settings,
  load: LoadChunk,
  warn: (line: string) => void,
): GetRedactor => {
  // The program may change it before the policy is read.
  const directory = workingDirectory();
  let redactor: ReturnType<GetRedactor> | undefined;
  const get: GetRedactor = () => {
    redactor ??= quietly(() =>
      load<typeof import('./redaction-policy.ts')>('./redaction-policy.js').createConfiguredRedactor(
        settings,
        warn,
        load,
        directory,
      ),
    );
    return redactor;
  };
  return get;
};

/** Loads it before the first request needs it, once the program has started. */
export const loadRedactorLater = (get: GetRedactor): void =>
  startLater(() => {
    try {
      get();
    } catch {
      // Whoever needs it says so, and sends nothing.
    }
  });
