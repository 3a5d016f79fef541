import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessState } from './state-file.ts';

/**
 * What is taken of a diagnostic report, and nothing else: it has the command line, folders, limits and, with Node's own
 * options, the environment too. https://nodejs.org/api/report.html
 */
export interface DiagnosticReport {
  readonly trigger: string;
  readonly event: string;
  readonly stack: string | undefined;
  readonly heapUsed: number | undefined;
  /** Of the process that wrote it. */
  readonly pid: number | undefined;
  readonly writtenMillis: number;
}

/** A report that is longer is not read. */
const MAX_BYTES = 16_777_216;

/** What the engine writes a report for when it gives up; the others are of a program that goes on, or of an error. */
const FATAL_TRIGGERS: ReadonlySet<string> = new Set(['OOMError', 'FatalError']);

/** The folder holds reports of many processes. */
const NAME = /^report\.\d{8}\.\d{6}\.(\d{1,10})\.\d+\.\d+\.json$/;

const MAX_FRAMES = 16;

const textIn = (value: unknown, key: string): string => {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : '';
  return typeof text === 'string' ? text : '';
};

/** Without the types of the parameters, which fill lines and tell nobody anything. */
const nameOfSymbol = (symbol: string): string =>
  symbol
    .replace(/\(.*$/s, '')
    .replace(/ \[.*$/s, '')
    .trim();

const stackOf = (report: Readonly<Record<string, unknown>>): string | undefined => {
  const { javascriptStack, nativeStack } = report as { javascriptStack?: { stack?: unknown } } & {
    nativeStack?: unknown;
  };
  const lines = Array.isArray(javascriptStack?.stack) ? (javascriptStack.stack as unknown[]) : [];
  const own = lines.filter((line): line is string => typeof line === 'string' && line.startsWith('at '));
  if (own.length > 0)
    return [textIn(javascriptStack, 'message'), ...own.map((line) => `    ${line}`)].join('\n');
  const native = (Array.isArray(nativeStack) ? (nativeStack as unknown[]) : [])
    .map((frame) => nameOfSymbol(textIn(frame, 'symbol')))
    .filter((name) => name !== '');
  return native.length > 0
    ? native
        .slice(0, MAX_FRAMES)
        .map((name) => `    at ${name} (native)`)
        .join('\n')
    : undefined;
};

/** Undefined where the file is no report of an engine that gave up, or cannot be read. */
export const readReport = (path: string): DiagnosticReport | undefined => {
  try {
    const { size, mtimeMs } = statSync(path);
    if (size > MAX_BYTES) return undefined;
    const report = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    const trigger = textIn(report.header, 'trigger');
    if (!FATAL_TRIGGERS.has(trigger)) return undefined;
    const { processId } = report.header as { processId?: unknown };
    const { usedMemory } = (report.javascriptHeap ?? {}) as { usedMemory?: unknown };
    return {
      trigger,
      event: textIn(report.header, 'event'),
      stack: stackOf(report),
      pid: typeof processId === 'number' ? processId : undefined,
      heapUsed: typeof usedMemory === 'number' ? usedMemory : undefined,
      writtenMillis: mtimeMs,
    };
  } catch {
    return undefined;
  }
};

/** Files have whole seconds on some systems. */
const CLOCK_TOLERANCE_MILLIS = 2_000;

/** The report of a process in a folder that others write to as well. */
const findInFolder = (folder: string, pid: number, sinceMillis: number): string | undefined => {
  try {
    return readdirSync(folder)
      .filter((name) => Number(NAME.exec(name)?.[1]) === pid)
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).mtimeMs >= sinceMillis - CLOCK_TOLERANCE_MILLIS)
      .sort()
      .at(-1);
  } catch {
    return undefined;
  }
};

/** The report that a process has left, if it did. */
export const reportOf = ({
  pid,
  startedMillis,
  reportFile,
  reportFolder,
}: ProcessState): DiagnosticReport | undefined => {
  const path = reportFile ?? (reportFolder && findInFolder(reportFolder, pid, startedMillis));
  const report = path === undefined || path === '' ? undefined : readReport(path);
  // Of one name that the program gave there is the last report, whoever wrote it.
  const isOfIt = report?.pid === pid && report.writtenMillis >= startedMillis - CLOCK_TOLERANCE_MILLIS;
  return isOfIt ? report : undefined;
};
