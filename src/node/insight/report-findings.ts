import { type Attributes, type Counter, diag, logs, metrics, SeverityNumber } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { findFaults } from '../../core/insight/find-faults.ts';
import { fixOf } from '../../core/insight/fix.ts';
import { type Finding, isCall, type Operation } from '../../core/insight/operation.ts';
import { VERSION } from '../../core/version.ts';
import type { RequestState } from '../http/request-state.ts';

/** What was told once of an endpoint is not told again by this process. */
const MAX_TOLD = 1_000;
const told = new Set<string>();

interface Counters {
  readonly findings: Counter;
  readonly duration: Counter;
}
let counters: Counters | undefined;

const countersOf = (): Counters => {
  const meter = metrics.getMeter('binnacle/database', VERSION);
  return {
    findings: meter.createCounter('binnacle.database.findings', {
      unit: '{finding}',
      description: 'Requests that asked their databases in a way that has a fault',
    }),
    duration: meter.createCounter('binnacle.database.finding.duration', {
      unit: 's',
      description: 'How long the operations of findings took',
    }),
  };
};

const WORDS = {
  n_plus_one: 'one query for each item of a list',
  repeated_query: 'the same query again and again',
  parallel_queries: 'a query for each item of a list, all at once',
  missing_limit: 'a read of very many rows without a LIMIT',
  chatty_calls: 'many calls of another service, one after the other',
  serial_calls: 'calls of other services that wait for each other and need not',
  transaction_over_call: 'a transaction is held open over a call of another service',
} as const;

/** Of a call: method and host, because paths have many values. */
const whatOf = (operation: Operation): Attributes => ({
  ...(isCall(operation) ? {} : { 'db.system.name': operation.system }),
  'db.query.summary': operation.summary,
});

const describe = ({ kind, operation, count, totalMillis, source }: Finding): Attributes => ({
  'binnacle.finding': kind,
  'binnacle.finding.count': count,
  'binnacle.finding.duration': totalMillis / 1_000,
  ...whatOf(operation),
  ...(isCall(operation) ? {} : { 'db.query.text': operation.text ?? operation.statement }),
  ...(operation.rows !== undefined && { 'db.response.returned_rows': operation.rows }),
  ...(source && { 'binnacle.finding.source': source.statement }),
  ...(operation.site?.place !== undefined && { 'binnacle.finding.place': operation.site.place }),
});

const tell = (finding: Finding, attributes: Attributes, route: string, request: RequestState): void => {
  const key = `${finding.kind}\n${route}\n${finding.operation.statement}`;
  if (told.has(key) || told.size >= MAX_TOLD) return;
  told.add(key);
  const { kind, operation, count, totalMillis } = finding;
  const place = operation.site?.place ? ` at ${operation.site.place}` : '';
  const body =
    `${route}: ${WORDS[kind]}, ${count} times "${operation.summary}" in ${Math.round(totalMillis)} ms${place}. ` +
    fixOf(finding);
  diag.info(body);
  logs.getLogger('binnacle', VERSION).emit({
    eventName: 'binnacle.database.finding',
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body,
    attributes,
    context: request.context,
  });
};

/** As the span of the request has it, if it is kept at all. */
const urlOf = ({ span }: RequestState): string => {
  const attributes = (span as Partial<ReadableSpan>).attributes ?? {};
  return `${attributes['url.path'] ?? ''}?${attributes['url.query'] ?? ''}`;
};

/** Tells of the faults in what a request asked: an event of its span, two metrics, and once a line in the log. */
export const reportFindings = (operations: readonly Operation[], request: RequestState): void => {
  const { method, route = '' } = request;
  for (const finding of findFaults(operations, urlOf(request))) {
    counters ??= countersOf();
    const dimensions: Attributes = {
      'binnacle.finding': finding.kind,
      ...whatOf(finding.operation),
      'http.request.method': method,
      ...(route !== '' && { 'http.route': route }),
    };
    counters.findings.add(1, dimensions);
    counters.duration.add(finding.totalMillis / 1_000, dimensions);
    const attributes = describe(finding);
    request.span.addEvent('binnacle.database.finding', attributes);
    const endpoint = route === '' ? {} : { 'http.route': route };
    tell(finding, { ...attributes, ...endpoint }, `${method} ${route}`.trim(), request);
  }
};
