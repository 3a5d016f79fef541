import type { Store } from '../store/store.ts';
import { parseLogFilter, parseNothing, parseTraceFilter, parseTraceId } from './query.ts';

/** What a path of the API answers: a value for JSON, undefined for 404. */
type Endpoint = (store: Store, parameters: URLSearchParams, rest: string) => unknown;

const without =
  (read: (store: Store) => unknown): Endpoint =>
  (store, parameters) => {
    parseNothing(parameters);
    return read(store);
  };

const EXACT: Readonly<Record<string, Endpoint>> = {
  '/api/summary': without((store) => store.summary()),
  '/api/errors': without((store) => ({ errors: store.errors() })),
  '/api/traces': (store, parameters) => ({ traces: store.traces(parseTraceFilter(parameters)) }),
  '/api/logs': (store, parameters) => ({ logs: store.logs(parseLogFilter(parameters)) }),
};

const TRACE_PREFIX = '/api/traces/';

/** The answer to a GET of a path under /api, undefined where there is nothing. Throws QueryError. */
export const answerApi = (store: Store, path: string, parameters: URLSearchParams): unknown => {
  if (Object.hasOwn(EXACT, path)) return EXACT[path]?.(store, parameters, '');
  if (!path.startsWith(TRACE_PREFIX)) return undefined;
  parseNothing(parameters);
  return store.trace(parseTraceId(path.slice(TRACE_PREFIX.length), 'the trace id'));
};
