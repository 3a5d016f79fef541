import type { SourceFile } from '../../document/load.ts';
import { CASE_SIGNALS, type CaseSignal, type Input } from '../case.ts';
import { spanIdsOf } from '../output/items.ts';
import { CannotRun } from '../rewrite/plan.ts';
import { logsRequest } from './logs.ts';
import { metricsRequest } from './metrics.ts';
import { type Surroundings, tracesRequest } from './traces.ts';

export interface Request {
  readonly signal: CaseSignal;
  readonly body: string;
}

const KEYS: Readonly<Record<CaseSignal, string>> = {
  traces: 'resourceSpans',
  metrics: 'resourceMetrics',
  logs: 'resourceLogs',
};

const BUILD = { traces: tracesRequest, metrics: metricsRequest, logs: logsRequest } as const;

/** The requests of the short form. */
export const requestsOf = ({ items }: Input, surroundings: Surroundings): readonly Request[] =>
  CASE_SIGNALS.flatMap((signal) => {
    const list = items[signal];
    return list ? [{ signal, body: JSON.stringify(BUILD[signal](list, surroundings)) }] : [];
  });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The requests of a file: one as JSON, or one on each line as the Collector's file exporter writes them. Throws
 * CannotRun that says what is wrong.
 */
export const requestsOfFile = ({ name, text }: SourceFile, { ids }: Surroundings): readonly Request[] => {
  const whole = parse(text);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const parts = whole === undefined ? lines : [text];
  return parts.flatMap((part, index) => {
    const where = parts.length > 1 ? `${name}:${index + 1}` : name;
    const request = whole ?? parse(part);
    if (typeof request !== 'object' || request === null)
      throw new CannotRun(`${where}: is no JSON; expected OTLP as JSON, or a request on each line`);
    const signals = CASE_SIGNALS.filter((signal) => Object.hasOwn(request, KEYS[signal]));
    if (signals.length === 0)
      throw new CannotRun(`${where}: expected ${Object.values(KEYS).join(', ')}, as OTLP has them in JSON`);
    if (signals.includes('traces')) for (const [trace, span] of spanIdsOf(request)) ids.add(trace, span);
    return signals.map((signal) => ({
      signal,
      body: JSON.stringify({ [KEYS[signal]]: (request as Readonly<Record<string, unknown>>)[KEYS[signal]] }),
    }));
  });
};
