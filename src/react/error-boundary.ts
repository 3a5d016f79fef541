import {
  Component,
  type ComponentType,
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useMemo,
  useState,
} from 'react';
import { type ErrorInfo, recordError } from './record-error.ts';

export interface ErrorFallbackProps {
  readonly error: unknown;
  /** Renders the children anew. */
  readonly reset: () => void;
}

/** What is shown instead: a node, or a component that gets the error and the way back. */
export type ErrorFallback = ReactNode | ComponentType<ErrorFallbackProps>;

export interface ErrorBoundaryProps {
  readonly children?: ReactNode;
  /** Nothing unless given. */
  readonly fallback?: ErrorFallback;
  /** Tells one boundary from another, as `react.boundary`. */
  readonly name?: string;
  /** The children are rendered anew where one of these is another, such as the path of a route. */
  readonly resetKeys?: readonly unknown[];
  /** After the error was recorded. */
  onError?(error: unknown, info: ErrorInfo): void;
  /** Before the children are rendered anew. */
  onReset?(): void;
}

interface State {
  /** In an object, because anything can be thrown, `undefined` too. */
  readonly caught?: { readonly error: unknown } | undefined;
}

const ResetContext = createContext((): void => {});

/** Shows the fallback in place of children that failed to render, and records the error with its component stack. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { caught: { error } };
  }

  readonly reset = (): void => {
    // A second click on the way back is none.
    if (!this.state.caught) return;
    this.props.onReset?.();
    this.setState({ caught: undefined });
  };

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const { name, onError } = this.props;
    recordError(error, 'caught', info, name);
    onError?.(error, info);
  }

  override componentDidUpdate({ resetKeys: before }: ErrorBoundaryProps, { caught }: State): void {
    // Not by the update that failed: it may have been rendered with other keys.
    if (caught && this.props.resetKeys?.some((key, i) => !Object.is(key, before?.[i]))) this.reset();
  }

  override render(): ReactNode {
    const { children, fallback } = this.props;
    const { caught } = this.state;
    return createElement(
      ResetContext.Provider,
      { value: this.reset },
      !caught
        ? children
        : typeof fallback === 'function'
          ? createElement(fallback, { error: caught.error, reset: this.reset })
          : fallback,
    );
  }
}

/**
 * `showBoundary(error)` hands an error of an event handler or of a promise to the nearest boundary above, whosever it
 * is; `reset()` renders the children of the nearest `<ErrorBoundary>` anew.
 */
export const useErrorBoundary = (): {
  readonly showBoundary: (error: unknown) => void;
  readonly reset: () => void;
} => {
  const [thrown, setThrown] = useState<{ readonly error: unknown }>();
  const reset = useContext(ResetContext);
  if (thrown) throw thrown.error;
  return useMemo(() => ({ showBoundary: (error: unknown) => setThrown({ error }), reset }), [reset]);
};
