export { flush, shutdown } from './lifecycle.ts';
export { withSpan } from './with-span.ts';
