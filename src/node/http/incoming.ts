import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Clients, callOf } from './client.ts';
import { emitIn, patchEmit } from './emit.ts';
import { requestStateOf } from './request-state.ts';

/** Node's own listener for the end of a request that is answered already; every such request has it. */
const NODES_LISTENER = 'clearIncoming';

/** Where emitters keep their listeners: asking for them by a method copies them, for each request. */
interface Listening {
  readonly _events?: { readonly end?: unknown };
}

let nodesListener: unknown;

const isNodes = (listener: unknown): boolean => {
  if (typeof listener !== 'function' || listener.name !== NODES_LISTENER) return false;
  nodesListener = listener;
  return true;
};

/** Whether nobody but Node listens to the end of a request: to enter a context costs more than all else here. */
const endsUnheard = (request: EventEmitter): boolean => {
  const listener = (request as Listening)._events?.end;
  return listener !== undefined && (listener === nodesListener || isNodes(listener));
};

/**
 * Runs the listeners of requests that are served, and of answers to requests that were made, in the context of each.
 * Both are the same kind of object, so that one patch looks at both.
 *
 * @param hear is told the events of answers
 */
export const patchIncoming = (prototype: object, hear: Clients['hear']): void =>
  patchEmit(
    prototype,
    (original) =>
      function (event, ...args) {
        const state = requestStateOf(this);
        if (state)
          return event === 'end' && endsUnheard(this)
            ? original.call(this, event, ...args)
            : emitIn(state.context, original, this, event, args);
        const call = callOf(this);
        if (!call) return original.call(this, event, ...args);
        hear(call, this as unknown as IncomingMessage, event);
        return emitIn(call.context, original, this, event, args);
      },
  );
