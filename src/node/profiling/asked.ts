import type { Resource } from '@opentelemetry/resources';
import type { Settings } from '../../core/settings/index.ts';
import type { GetRedactor } from '../../sdk/redaction/get-redactor.ts';
import type { Provider } from '../lifecycle.ts';
import type { LoadChunk } from '../load-chunk.ts';

/** Starts profiling where anything of it is asked for; otherwise nothing is loaded. */
export const startProfilingIfAsked = (
  settings: Settings,
  resource: Resource,
  redactor: GetRedactor,
  load: LoadChunk,
  warn: (line: string) => void,
): Provider | undefined => {
  const { profilingEnabled, profilingSignal, profilingPort } = settings;
  if (!profilingEnabled && profilingSignal === undefined && profilingPort === undefined) return undefined;
  try {
    const { startProfiling } = load<typeof import('./start-profiling.ts')>('./profiling/start-profiling.js');
    return startProfiling(settings, resource, redactor, warn);
  } catch (error) {
    warn(`profiling did not start: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
};
