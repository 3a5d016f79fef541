import { expect, test } from '@jest/globals';
import type { DiagnosticReport } from '../../../src/node/crash/diagnostic-report.ts';
import type { BlockedState, MemoryState, ProcessState } from '../../../src/node/crash/state-file.ts';
import { judge } from '../../../src/node/crash/verdict.ts';

const state: ProcessState = {
  place: 'aaaaaaaa',
  host: '11111111',
  bootId: 'boot',
  pid: 7,
  start: '500',
  service: 'orders',
  release: '1.0.0',
  startedMillis: 0,
  seenMillis: 10_000,
  heapUsed: 100,
  heapLimit: 1_000,
  rss: 100,
  memoryLimit: 1_000,
};
const full: Partial<ProcessState> = { heapUsed: 900 };
const report: DiagnosticReport = {
  trigger: 'OOMError',
  event: 'Allocation failed - JavaScript heap out of memory',
  stack: '    at node::OOMErrorHandler (native)',
  heapUsed: 1_000,
  pid: 77,
  writtenMillis: 11_000,
};
const blocked: BlockedState = { sinceMillis: 4_000, seenMillis: 9_000, stack: '    at spin (/srv/a.js:1:1)' };

interface Case {
  readonly is: string;
  readonly of: string;
  readonly left?: Partial<ProcessState>;
  readonly report?: DiagnosticReport;
  readonly blocked?: BlockedState;
  readonly memory?: MemoryState;
  readonly reboot?: boolean;
  /** That ended it, where somebody has told. */
  readonly signal?: string;
}

test.each<Case>([
  { is: 'out_of_memory report', of: 'a report of the engine', report },
  {
    is: 'out_of_memory report',
    of: 'a report of the engine after a restart of the machine',
    report,
    reboot: true,
  },
  {
    is: 'fatal_error report',
    of: 'another report',
    report: { ...report, trigger: 'FatalError', event: 'v8::X' },
  },
  { is: 'aborted call', of: 'a call of abort', left: { ...full, abortStack: 'Error\n    at a (/b.js:1:1)' } },
  { is: 'machine_restarted boot', of: 'a restart of the machine', left: full, reboot: true },
  { is: 'out_of_memory heap', of: 'a full heap', left: full },
  { is: 'out_of_memory heap', of: 'a full heap and a blocked loop', left: full, blocked },
  {
    is: 'out_of_memory growth',
    of: 'a process that grew by what its heap had left while its loop was blocked',
    left: { memoryLimit: 0 },
    memory: { seenMillis: 11_000, rss: 850 },
    blocked,
  },
  {
    is: 'event_loop_blocked watch',
    of: 'one that grew by far more than its heap may',
    left: { memoryLimit: 0 },
    memory: { seenMillis: 11_000, rss: 9_000 },
    blocked,
  },
  {
    is: 'killed none',
    of: 'growth before the heap was last looked at',
    left: { memoryLimit: 0 },
    memory: { seenMillis: 9_000, rss: 850 },
  },
  {
    is: 'out_of_memory memory',
    of: 'all the memory that the container has, while the loop was blocked',
    left: { memoryLimit: 3_000 },
    memory: { seenMillis: 11_000, rss: 2_900 },
  },
  { is: 'out_of_memory memory', of: 'all the memory that the container has', left: { rss: 950 } },
  { is: 'event_loop_blocked watch', of: 'a blocked loop', blocked },
  { is: 'killed none', of: 'nothing' },
  ...['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGSYS', 'SIGILL', 'SIGTRAP'].map((signal) => ({
    is: 'native_crash exit',
    of: signal,
    signal,
  })),
  {
    is: 'native_crash exit',
    of: 'SIGSEGV with a full heap and a blocked loop',
    left: full,
    blocked,
    signal: 'SIGSEGV',
  },
  { is: 'out_of_memory heap', of: 'SIGABRT with a full heap', left: full, signal: 'SIGABRT' },
  { is: 'out_of_memory heap', of: 'SIGTRAP with a full heap', left: full, signal: 'SIGTRAP' },
  { is: 'aborted exit', of: 'SIGABRT that nobody called for', signal: 'SIGABRT' },
  { is: 'event_loop_blocked watch', of: 'SIGKILL of a blocked loop', blocked, signal: 'SIGKILL' },
  { is: 'killed exit', of: 'SIGKILL', signal: 'SIGKILL' },
  { is: 'killed none', of: 'no limit of memory', left: { rss: 950, memoryLimit: 0 } },
])('$of: $is', ({ is, left = {}, report: by, blocked: held, memory, reboot = false, signal }) => {
  const exit = signal === undefined ? undefined : { signal };
  const { category, evidence } = judge(
    { process: { ...state, ...left }, blocked: held, memory, exit },
    by,
    reboot,
  );
  expect(`${category} ${evidence}`).toBe(is);
});

test('who held the event loop up is the place of a full heap', () => {
  expect(judge({ process: state, blocked }, report, false).stack).toBe(blocked.stack);
  expect(judge({ process: state, blocked: undefined }, report, false).stack).toBe(report.stack);
});

test('what it was asked to do is told', () => {
  const { message } = judge(
    { process: { ...state, askedBy: 'SIGTERM' }, blocked: undefined },
    undefined,
    false,
  );
  expect(message).toContain('SIGTERM');
});
