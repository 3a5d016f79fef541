import type { Span } from '@opentelemetry/api';
import { OperationSpan } from './operation-span.ts';

/** Says how many rows an answer has, where that is known; not what a write changed. */
export const noteRows = (span: Span, rows: unknown): void => {
  if (span instanceof OperationSpan && Array.isArray(rows)) span.noteRows(rows.length);
};
