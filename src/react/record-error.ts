import { currentHandle } from '../web/start.ts';

/** What React calls all that an error of a component passed: https://react.dev/reference/react/Component#componentdidcatch */
export interface ErrorInfo {
  readonly componentStack?: string | null | undefined;
}

/** Tells of an error as the page's own are told of; one that was told of already gets what React knows. */
export const recordError = (
  error: unknown,
  mechanism: 'caught' | 'uncaught' | 'recoverable',
  // The first React 18 says nothing of what it got over.
  { componentStack }: ErrorInfo = {},
  boundary?: string,
): void =>
  currentHandle()?.recordError(error, {
    'exception.mechanism': `react.${mechanism}`,
    'react.component_stack': componentStack?.trim(),
    'react.boundary': boundary,
  });
