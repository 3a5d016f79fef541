import type { SpanContext } from '@opentelemetry/api';
import type { EpochMillis } from './otlp/encode.ts';
import { randomHex } from './tracing/ids.ts';

/** What the user looks at: the document, until a change of route. */
export interface View {
  /** Empty until somebody asks for it, by `idOf`. */
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
  id: '',
  url: location.href,
  name: undefined,
  start,
  loadMillis: undefined,
  errors: 0,
  actions: 0,
  frustrations: 0,
});

/** Not made before it is needed: the first random number of a page takes long. */
export const idOf = (view: View): string => {
  view.id ||= randomHex(8);
  return view.id;
};
