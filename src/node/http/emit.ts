import type { EventEmitter } from 'node:events';
import { type Context, context } from '@opentelemetry/api';

export type Emit = (this: EventEmitter, event: string | symbol, ...args: unknown[]) => boolean;

interface Emitting {
  emit: Emit;
}

/**
 * Looks into the events of all emitters of a prototype. A listener for each object would cost every request, and
 * would be seen by programs that count listeners.
 *
 * @param wrap gets what the emitters had until now
 */
export const patchEmit = (prototype: object, wrap: (original: Emit) => Emit): void => {
  const { emit } = prototype as Emitting;
  Object.defineProperty(prototype, 'emit', { value: wrap(emit), writable: true, configurable: true });
};

/** Runs listeners in a context, whatever the socket's is at that moment. */
export const emitIn = (
  target: Context,
  original: Emit,
  emitter: EventEmitter,
  event: string | symbol,
  args: unknown[],
): boolean =>
  emitter.listenerCount(event) === 0 || context.active() === target
    ? original.call(emitter, event, ...args)
    : context.with(target, original, emitter, event, ...args);
