import type { Context, ContextManager, Span, SpanContext } from '@opentelemetry/api';

/** The API's own key: https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/trace/context-utils.ts */
const SPAN = Symbol.for('OpenTelemetry Context Key SPAN');

const contextOf = (values: ReadonlyMap<symbol, unknown>): Context => {
  const setValue = (key: symbol, value?: unknown): Context => contextOf(new Map(values).set(key, value));
  // Nobody can tell one that is gone from one that is undefined.
  return { getValue: (key) => values.get(key), setValue, deleteValue: setValue };
};

/** Nothing is active in it. */
export const ROOT: Context = contextOf(new Map());

export const withSpan = (context: Context, span: Span): Context => context.setValue(SPAN, span);

export const spanContextIn = (context: Context): SpanContext | undefined =>
  (context.getValue(SPAN) as Span | undefined)?.spanContext();

/**
 * The active context of code that runs without waiting. What runs after an `await` has none, as in every browser
 * without a patched promise; an activity owns the requests of such code instead.
 */
export const createContextManager = (): ContextManager => {
  let active = ROOT;
  const manager: ContextManager = {
    active: () => active,
    with: (context, fn, thisArg, ...args) => {
      const before = active;
      active = context;
      try {
        return Reflect.apply(fn, thisArg, args);
      } finally {
        active = before;
      }
    },
    bind: <T>(context: Context, target: T): T =>
      typeof target === 'function'
        ? (function (this: unknown, ...args: unknown[]) {
            return manager.with(context, target as unknown as (...args: unknown[]) => unknown, this, ...args);
          } as T)
        : target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
};
