import type { ContextAPI, ContextManager, TraceAPI, TracerProvider } from '@opentelemetry/api';

/** Of `@opentelemetry/api`, given by a page whose own code uses it. */
export interface OpenTelemetryApi {
  readonly trace: TraceAPI;
  readonly context: ContextAPI;
}

/** Where every copy of the API's version 1 looks: https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/global-utils.ts */
const KEY = Symbol.for('opentelemetry.js.api.1');

/** A copy of the API reads what one of a higher minor version has registered, so this is higher than any. */
const VERSION = '1.99.0';

interface Registered {
  version: string;
  trace?: TracerProvider | undefined;
  context?: ContextManager | undefined;
}

/** The context manager in use, which is somebody else's where one was there before, and how to take ours away. */
export interface Registration {
  readonly context: ContextManager;
  undo(): void;
}

/**
 * Makes us what `@opentelemetry/api` speaks to, without loading it: a page that has no use for it has 2.9 KB less.
 * Tracers that a copy gave out before now join only where that copy is handed over.
 */
export const register = (
  provider: TracerProvider,
  manager: ContextManager,
  api: OpenTelemetryApi | undefined,
): Registration => {
  const home = globalThis as unknown as Record<symbol, Registered | undefined>;
  const before = { ...home[KEY] };
  api?.trace.setGlobalTracerProvider(provider);
  api?.context.setGlobalContextManager(manager);
  const all: Registered = home[KEY] ?? { version: VERSION };
  home[KEY] = all;
  all.trace ??= provider;
  all.context ??= manager;
  return {
    context: all.context,
    undo: () => {
      // The API keeps what it was given beside what is registered.
      for (const key of ['trace', 'context'] as const) {
        if (before[key]) continue;
        api?.[key].disable();
        delete all[key];
      }
      if (!before.version && Object.keys(all).length < 2) delete home[KEY];
    },
  };
};
