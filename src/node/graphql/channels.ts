import type { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { type Context, context, type Span, trace } from '@opentelemetry/api';
import { guarded } from '../listen.ts';
import { endOperation, startOperation } from './operation-span.ts';

/** What GraphQL 17 says of an operation, on channels that exist whatever way it was loaded. */
interface Message {
  readonly operationName?: string | undefined;
  readonly operationType?: string | undefined;
  readonly result?: unknown;
  readonly error?: unknown;
}

const CHANNELS = ['graphql:execute', 'graphql:subscribe'] as const;

/** The storage of the context manager: only with it does a channel set the active context. */
const contextStorage = (): AsyncLocalStorage<Context> | undefined => {
  const api = context as unknown as {
    _getContextManager?(): { readonly _asyncLocalStorage?: AsyncLocalStorage<Context> };
  };
  return api._getContextManager?.()._asyncLocalStorage;
};

export const listenToOperations = (): void => {
  const spans = new WeakMap<Message, Span>();
  const storage = contextStorage();
  const spanOf = (message: Message): Span => {
    const span = startOperation({ name: message.operationName, type: message.operationType });
    spans.set(message, span);
    return span;
  };
  const end = (message: Message): void => {
    const span = spans.get(message);
    if (!span) return;
    spans.delete(message);
    endOperation(span, message.result, message.error);
  };
  for (const name of CHANNELS) {
    const channel = tracingChannel<unknown, Message>(name);
    // What is bound has to answer a context, also where the message is not what it should be.
    const begin = (message: Message): Context => {
      let active = context.active();
      guarded<Message>(name, (each) => {
        active = trace.setSpan(active, spanOf(each));
      })(message);
      return active;
    };
    if (storage) channel.start.bindStore(storage, begin);
    else channel.start.subscribe((message) => void begin(message as Message));
    // An operation that was not answered by now ends later.
    channel.end.subscribe(
      guarded<Message>(name, (message) => {
        if (message.result !== undefined || message.error !== undefined) end(message);
      }),
    );
    channel.asyncEnd.subscribe(guarded(name, end));
  }
};
