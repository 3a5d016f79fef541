import type { LogFilter } from '../store/log-query.ts';
import type { TraceFilter } from '../store/trace-query.ts';

/** A parameter that the API does not take. The message names it and what is accepted. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 100;
const MAX_TEXT_LENGTH = 500;

type Parse<T> = (value: string, name: string) => T;

const refuse = (name: string, value: string, accepted: string): never => {
  throw new QueryError(
    `${name}: ${JSON.stringify(value.slice(0, 100))} is not accepted; accepted: ${accepted}`,
  );
};

const text: Parse<string> = (value, name) =>
  value.length > MAX_TEXT_LENGTH ? refuse(name, value, `up to ${MAX_TEXT_LENGTH} characters`) : value;

const number =
  (low: number, high: number, accepted: string): Parse<number> =>
  (value, name) => {
    const parsed = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    return parsed >= low && parsed <= high ? parsed : refuse(name, value, accepted);
  };

const oneOf =
  <const T extends string>(values: readonly T[]): Parse<T> =>
  (value, name) =>
    values.find((known) => known === value) ?? refuse(name, value, values.join(', '));

const limit: Parse<number> = (value, name) => {
  const accepted = `an integer from 1 to ${MAX_LIMIT}`;
  const parsed = number(1, MAX_LIMIT, accepted)(value, name);
  return Number.isInteger(parsed) ? parsed : refuse(name, value, accepted);
};

export const parseTraceId: Parse<string> = (value, name) =>
  /^[\da-f]{32}$/i.test(value) ? value.toLowerCase() : refuse(name, value, '32 hexadecimal digits');

/** The lowest severity number of each name: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const SEVERITIES = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;
const severityName = oneOf(Object.keys(SEVERITIES) as (keyof typeof SEVERITIES)[]);

/** Parses each given parameter; an empty one is the same as none. */
const parse = <const S extends Readonly<Record<string, Parse<unknown>>>>(
  parameters: URLSearchParams,
  shape: S,
): { [K in keyof S]?: ReturnType<S[K]> } => {
  const result: Record<string, unknown> = {};
  for (const [name, value] of parameters) {
    const parser = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!parser)
      throw new QueryError(
        `${name.slice(0, 100)}: no such parameter; accepted: ${Object.keys(shape).join(', ') || 'none'}`,
      );
    if (name in result) throw new QueryError(`${name}: given twice; accepted: once`);
    if (value !== '') result[name] = parser(value, name);
  }
  return result as { [K in keyof S]?: ReturnType<S[K]> };
};

const status = oneOf(['error', 'ok']);

export const parseTraceFilter = (parameters: URLSearchParams): TraceFilter => ({
  limit: DEFAULT_LIMIT,
  ...parse(parameters, {
    service: text,
    endpoint: text,
    minDurationMillis: number(0, 1e12, 'a number of milliseconds, 0 or more'),
    status,
    text,
    limit,
  }),
});

export const parseLogFilter = (parameters: URLSearchParams): LogFilter => {
  const { severity, ...rest } = parse(parameters, {
    service: text,
    severity: severityName,
    traceId: parseTraceId,
    text,
    limit,
  });
  return { limit: DEFAULT_LIMIT, ...rest, ...(severity && { minSeverity: SEVERITIES[severity] }) };
};

/** For a path that takes no parameters. */
export const parseNothing = (parameters: URLSearchParams): void => {
  parse(parameters, {});
};
