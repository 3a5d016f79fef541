import type { Web } from './feature.ts';
import { guard } from './guard.ts';

/** What features do to the page, undone when `signal` aborts. */
export const createWatching = (
  signal: AbortSignal,
): Pick<Web, 'on' | 'patch' | 'observe' | 'onStop' | 'isStopped'> => {
  const onStop = (fn: () => void): void => signal.addEventListener('abort', guard(fn));
  return {
    on: (type, listener, target = globalThis as unknown as EventTarget) =>
      target.addEventListener(type, guard(listener as (event: Event) => void), {
        capture: true,
        passive: true,
        signal,
      }),
    patch: (target, key, make) => {
      const original = target?.[key];
      if (!target || typeof original !== 'function') return;
      const made = make(original) as unknown as typeof original;
      const replacement = function (this: unknown, ...args: unknown[]): unknown {
        return Reflect.apply(signal.aborted ? original : made, this, args);
      } as unknown as typeof original;
      target[key] = replacement;
      onStop(() => {
        if (target[key] === replacement) target[key] = original;
      });
    },
    observe: (type, listener, more) => {
      const observer = new PerformanceObserver((list) => {
        list.getEntries().forEach(guard(listener) as never);
      });
      observer.observe({ type, buffered: true, ...more });
      onStop(() => observer.disconnect());
    },
    onStop,
    isStopped: () => signal.aborted,
  };
};
