'use client';
// The directive is for frameworks with server components: hooks and boundaries are of the client.
export {
  ErrorBoundary,
  type ErrorBoundaryProps,
  type ErrorFallback,
  type ErrorFallbackProps,
  useErrorBoundary,
} from './error-boundary.ts';
export { PerformanceMonitor, type PerformanceMonitorProps, usePerformanceMonitoring } from './performance.ts';
export { type RootErrorHooks, rootErrorHooks } from './root-errors.ts';
export {
  type ReactRouter,
  type ReactRouterMatch,
  reactRouterTemplate,
  watchReactRouter,
} from './routers/react-router.ts';
export { type TanStackRouter, watchTanStackRouter } from './routers/tanstack-router.ts';
