import { ErrorBoundary } from './error-boundary.ts';
import { type ErrorInfo, recordError } from './record-error.ts';

interface CaughtErrorInfo extends ErrorInfo {
  readonly errorBoundary?: unknown;
}

/** Options of `createRoot` and `hydrateRoot`: https://react.dev/reference/react-dom/client/createRoot#parameters */
export interface RootErrorHooks {
  onUncaughtError(error: unknown, info: ErrorInfo): void;
  onCaughtError(error: unknown, info: CaughtErrorInfo): void;
  onRecoverableError(error: unknown, info: ErrorInfo): void;
}

/**
 * Records what no boundary catches, what boundaries of others catch, and what React gets over, with component stacks.
 * Then calls yours, or does what React does by itself: the window or the console are told. What they hand back to us
 * is the same error, and is not told of twice.
 */
export const rootErrorHooks = (yours: Partial<RootErrorHooks> = {}): RootErrorHooks => {
  const handOn =
    (mechanism: 'uncaught' | 'recoverable', handler?: RootErrorHooks['onUncaughtError']) =>
    (error: unknown, info: ErrorInfo): void => {
      // A text that was thrown cannot be known again when it comes back from the window.
      if (handler || error instanceof Object) recordError(error, mechanism, info);
      (handler ?? reportError)(error, info);
    };
  return {
    onUncaughtError: handOn('uncaught', yours.onUncaughtError),
    onCaughtError: (error, info) => {
      // Ours has recorded it, or is about to.
      if (!(info.errorBoundary instanceof ErrorBoundary)) recordError(error, 'caught', info);
      (yours.onCaughtError ?? console.error)(error, info);
    },
    onRecoverableError: handOn('recoverable', yours.onRecoverableError),
  };
};
