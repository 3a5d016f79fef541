import type { LogRecord } from '../model.ts';
import { valueIncludes } from './trace-query.ts';

export interface LogFilter {
  readonly service?: string;
  /** Smallest severity number, 1 to 24. */
  readonly minSeverity?: number;
  readonly traceId?: string;
  /** Looked for, whatever its case, in bodies, event names and attribute values. */
  readonly text?: string;
  readonly limit: number;
}

const matches = (log: LogRecord, { service, minSeverity = 0, traceId, text }: LogFilter): boolean => {
  if (traceId !== undefined && log.traceId !== traceId) return false;
  if (service !== undefined && log.source.service !== service) return false;
  if (log.severityNumber < minSeverity) return false;
  if (!text) return true;
  return (
    valueIncludes(log.body, text) ||
    log.eventName.toLowerCase().includes(text) ||
    valueIncludes(log.attributes, text)
  );
};

/** The latest log records that match all of a filter, newest first. */
export const queryLogs = (logs: Iterable<LogRecord>, filter: LogFilter): readonly LogRecord[] => {
  const lowered = { ...filter, ...(filter.text && { text: filter.text.toLowerCase() }) };
  const found: LogRecord[] = [];
  for (const log of logs) {
    if (found.length >= filter.limit) break;
    if (matches(log, lowered)) found.push(log);
  }
  // They arrive in batches, so that their order is only roughly that of their times.
  return found.sort((a, b) => b.timeMillis - a.timeMillis);
};
