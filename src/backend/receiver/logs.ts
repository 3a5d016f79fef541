import type { Batch, LogRecord, Source } from '../model.ts';
import type { RawLogRecord, RawLogsRequest } from './schema.ts';
import { toMillis, toSource, toSpanId, toTraceId } from './source.ts';
import type { SourcePool } from './source-pool.ts';
import { Trimmer } from './trimmer.ts';

const toLogRecord = (raw: RawLogRecord, source: Source, scope: string, trimmer: Trimmer): LogRecord => ({
  source,
  scope,
  timeMillis: toMillis(raw.timeUnixNano || raw.observedTimeUnixNano),
  severityNumber: raw.severityNumber ?? 0,
  severityText: trimmer.name(raw.severityText),
  body: trimmer.value(raw.body),
  eventName: trimmer.name(raw.eventName),
  attributes: trimmer.attributes(raw.attributes),
  traceId: toTraceId(raw.traceId),
  spanId: toSpanId(raw.spanId),
});

export const toLogRecords = (request: RawLogsRequest, pool: SourcePool): Batch<LogRecord> => {
  const trimmer = new Trimmer();
  const items: LogRecord[] = [];
  for (const { resource, scopeLogs = [] } of request.resourceLogs ?? []) {
    const source = toSource(resource, trimmer, pool);
    for (const { scope, logRecords = [] } of scopeLogs) {
      const scopeName = trimmer.name(scope?.name);
      for (const raw of logRecords) items.push(toLogRecord(raw, source, scopeName, trimmer));
    }
  }
  return { items, rejected: 0, truncated: trimmer.truncated };
};
