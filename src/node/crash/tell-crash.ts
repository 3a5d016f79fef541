import {
  type Attributes,
  type Counter,
  logs,
  metrics,
  ROOT_CONTEXT,
  SeverityNumber,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { type ErrorSettings, exceptionAttributes, noteError } from '../errors/note-error.ts';
import type { Left } from './crash-folder.ts';
import { type DiagnosticReport, reportOf } from './diagnostic-report.ts';
import { isOfEarlierBoot, type Surroundings } from './process-identity.ts';
import { judge } from './verdict.ts';

let counter: Counter | undefined;

const endpointOf = ({ blocked }: Left): Attributes => ({
  ...(blocked?.route !== undefined && { 'http.route': blocked.route }),
  ...(blocked?.method !== undefined && { 'http.request.method': blocked.method }),
});

const describe = (left: Left, report: DiagnosticReport | undefined): Attributes => {
  const { pid, release, startedMillis, heapUsed, heapLimit, rss, askedBy } = left.process;
  const signal = left.exit?.signal;
  return {
    'binnacle.crash.pid': pid,
    'binnacle.crash.uptime': Math.max(0, left.seenMillis - startedMillis) / 1_000,
    'binnacle.crash.heap_used': report?.heapUsed ?? heapUsed,
    'binnacle.crash.heap_limit': heapLimit,
    'binnacle.crash.rss': rss,
    ...(release !== '' && { 'binnacle.crash.service_version': release }),
    ...(askedBy !== undefined && { 'binnacle.crash.asked_by': askedBy }),
    ...(signal !== undefined && { 'binnacle.crash.signal': signal }),
  };
};

/**
 * Counts a process that ended without a word, and writes a record of it, with the time at which it was last seen.
 *
 * @param writesRecord false where so many ended that a record of each would be a flood
 */
export const tellCrash = (
  left: Left,
  errorSettings: ErrorSettings,
  around: Surroundings,
  writesRecord: boolean,
): void => {
  const report = reportOf(left.process);
  const { category, evidence, type, message, stack } = judge(
    left,
    report,
    isOfEarlierBoot(left.process, left.seenMillis, around),
  );
  counter ??= metrics.getMeter('binnacle', VERSION).createCounter('binnacle.crashes', {
    unit: '{crash}',
    description: 'Processes of this service that ended without a word, by what ended them',
  });
  counter.add(1, { 'binnacle.crash.category': category });
  const endpoint = endpointOf(left);
  const { fault, attributes } = noteError(
    { name: type, message, stack: stack ?? '' },
    { ...errorSettings, isHandled: false, context: ROOT_CONTEXT, endpoint },
  );
  if (!writesRecord) return;
  logs.getLogger('binnacle', VERSION).emit({
    eventName: 'exception',
    timestamp: Math.round(report?.writtenMillis ?? left.seenMillis),
    severityNumber: SeverityNumber.FATAL,
    severityText: 'FATAL',
    body: message,
    attributes: {
      ...exceptionAttributes(fault),
      ...attributes,
      ...endpoint,
      'binnacle.error.handled': false,
      'binnacle.crash.category': category,
      'binnacle.crash.evidence': evidence,
      ...describe(left, report),
    },
    context: ROOT_CONTEXT,
  });
};
