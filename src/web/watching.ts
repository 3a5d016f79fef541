import type { Web } from './feature.ts';
import { guard } from './guard.ts';

export interface Watching extends Pick<Web, 'on' | 'patch' | 'observe' | 'onStop' | 'isStopped'> {
  stop(): void;
}

/** What features do to the page, undone by `stop`. */
export const createWatching = (): Watching => {
  // Cheaper than a signal for each listener, in a page that has just begun.
  const undoing: (() => void)[] = [];
  let isStopped = false;
  // What comes after the end is undone at once.
  const onStop = (fn: () => void): void => void (isStopped ? guard(fn)() : undoing.push(fn));
  return {
    on: (type, listener, target = globalThis as unknown as EventTarget) => {
      const safe = guard(listener as (event: Event) => void);
      // In the capturing phase.
      target.addEventListener(type, safe, true);
      onStop(() => target.removeEventListener(type, safe, true));
    },
    patch: (target, key, make) => {
      const original = target?.[key];
      if (!target || typeof original !== 'function') return;
      const made = make(original) as unknown as typeof original;
      const replacement = function (this: unknown, ...args: unknown[]): unknown {
        return Reflect.apply(isStopped ? original : made, this, args);
      } as unknown as typeof original;
      target[key] = replacement;
      onStop(() => {
        if (target[key] === replacement) target[key] = original;
      });
    },
    observe: (type, listener, more) => {
      // Some browsers warn of a type that they do not know.
      if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
      const observer = new PerformanceObserver((list) => {
        list.getEntries().forEach(guard(listener) as never);
      });
      observer.observe({ type, buffered: true, ...more });
      onStop(() => observer.disconnect());
    },
    onStop,
    isStopped: () => isStopped,
    stop: () => {
      isStopped = true;
      for (const undo of undoing.splice(0)) guard(undo)();
    },
  };
};
