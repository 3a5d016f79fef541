import { isMainThread } from 'node:worker_threads';
import { diag } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { Settings } from '../../core/settings/index.ts';
import { reasonOf } from '../diagnostics.ts';
import type { ErrorSettings } from '../errors/note-error.ts';
import type { LoadChunk } from '../load-chunk.ts';
import type { StartExtras } from '../start-extras.ts';
import { startLater } from '../start-later.ts';

/** What is needed to tell of faults that the main thread cannot tell of itself. */
interface CrashContext {
  readonly settings: Settings;
  readonly resource: Resource;
  readonly extras: StartExtras | undefined;
  /** Undefined where errors are neither grouped nor counted. */
  readonly errorSettings: ErrorSettings | undefined;
  /** The value of `NODE_OPTIONS`. */
  readonly nodeOptions: string | undefined;
  readonly load: LoadChunk;
}

/** Without files, threads or an inspector, as with Node's permission model, the program goes on unwatched. */
const orWarn = <T>(what: string, watch: () => T): T | undefined => {
  try {
    return watch();
  } catch (error) {
    diag.warn(`${what} cannot be watched for: ${reasonOf(error)}`);
    return undefined;
  }
};

/** Watches for crashes and for an event loop that does not turn, where the settings ask for it. */
export const startCrashes = ({
  settings,
  resource,
  extras,
  errorSettings,
  nodeOptions,
  load,
}: CrashContext): void => {
  const { crashDir, blockedThresholdMillis } = settings;
  if (!isMainThread || !errorSettings || (crashDir === undefined && blockedThresholdMillis === undefined))
    return;
  const watch = orWarn('crashes', () =>
    crashDir === undefined
      ? undefined
      : load<typeof import('./watch-crashes.ts')>('./crash/watch-crashes.js').watchCrashes(
          settings,
          String(resource.attributes['service.name']),
          String(resource.attributes['service.version'] ?? ''),
          errorSettings,
          nodeOptions,
        ),
  );
  if (blockedThresholdMillis === undefined) return;
  startLater(() =>
    orWarn('a blocked event loop', () =>
      load<typeof import('./watch-blocked.ts')>('./crash/watch-blocked.js').watchBlocked(
        settings,
        resource,
        errorSettings,
        extras,
        watch?.file,
      ),
    ),
  );
};
