import { SpanKind } from '@opentelemetry/api';
import type { Settings } from '../../core/settings/index.ts';
import type { OnException } from '../../sdk/tracing/span.ts';
import type { LoadChunk } from '../load-chunk.ts';
import type { ErrorSettings } from './note-error.ts';

/** Undefined where errors are neither grouped nor counted. */
export const errorSettingsOf = (settings: Settings): ErrorSettings | undefined =>
  settings.errorsEnabled
    ? { maxGroups: settings.maxErrorGroups, hashKey: settings.redactionHashKey }
    : undefined;

/** Spans of these are calls that the application makes, of whatever kind they are. */
const CALLS =
  /instrumentation-(?:fs|net|dns|knex|mongoose|generic-pool|dataloader|lru-memoizer|memcached)$|^@?prisma/;

/**
 * What groups and counts the errors of this service; it is loaded with the first. An error of a call to another
 * service or a database is the caller's only if it does not handle it, and then it comes again.
 */
export const createErrorWatch = (settings: Settings, load: LoadChunk): OnException | undefined => {
  const own = errorSettingsOf(settings);
  if (!own) return undefined;
  let chunk: typeof import('./note-error.ts') | undefined;
  return (exception, kind, scopeName) => {
    if (kind === SpanKind.CLIENT || kind === SpanKind.PRODUCER || CALLS.test(scopeName)) return undefined;
    chunk ??= load<typeof import('./note-error.ts')>('./errors/note-error.js');
    return chunk.noteError(exception, { ...own, isHandled: true }).attributes;
  };
};
