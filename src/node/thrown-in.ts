import type { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context as contextApi } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** The innermost context that an error is just leaving. An error that nobody caught has left all of them when it is told. */
let left: Context | undefined;

const forget = (): void => {
  left = undefined;
};

/** The context that an error has left since the event loop last turned, if it has left one. */
export const contextLeftByError = (): Context | undefined => left;

/** Runs something of Binnacle’s own in a context, while an error may be on its way through others. */
export const runAside = <T>(context: Context, fn: () => T): T => {
  const before = left;
  try {
    return contextApi.with(context, fn);
  } finally {
    left = before;
  }
};

/**
 * Remembers in which context an error was thrown. Nobody can tell it from being absent: an error is not caught and
 * thrown again, which would change what Node prints of it, and the application's stack traces have no frame more.
 */
export class ContextManager extends AsyncLocalStorageContextManager {
  readonly #storage = (this as unknown as { _asyncLocalStorage: AsyncLocalStorage<Context> })
    ._asyncLocalStorage;

  override with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: Context,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    left = undefined;
    let isThrown = true;
    try {
      const result = this.#storage.run(context, thisArg == null ? fn : (fn.bind(thisArg) as F), ...args);
      isThrown = false;
      return result;
    } finally {
      if (isThrown && left === undefined) {
        left = context;
        queueMicrotask(forget);
      }
    }
  }
}
