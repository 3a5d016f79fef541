import type { SpanContext } from '@opentelemetry/api';
import type { EpochMillis } from './otlp/encode.ts';
import { randomHex } from './tracing/ids.ts';

/** What the user looks at: the document, until a change of route. */
export interface View {
  id: string;
  /** Of the document, redacted when it is sent. */
  url: string;
  /** The pattern of the route, where the page says it. */
  name: string | undefined;
  start: EpochMillis;
  /** Until it had loaded; unknown before. */
  loadMillis: number | undefined;
  /** The span of the document's load. */
  load?: SpanContext | undefined;
  errors: number;
  actions: number;
  frustrations: number;
}

export const createView = (start: EpochMillis): View => ({
  id: randomHex(8),
  url: globalThis.location.href,
  name: undefined,
  start,
  loadMillis: undefined,
  errors: 0,
  actions: 0,
  frustrations: 0,
});
