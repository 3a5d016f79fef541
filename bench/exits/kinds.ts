/** One way in which a process ends. */
export interface Kind {
  readonly title: string;
  /** What `program.cjs` is told. */
  readonly end: string;
  readonly signal?: NodeJS.Signals;
  /** Where there is work. */
  readonly places: readonly string[];
  /** An error that somebody has to record. */
  readonly fails?: true;
}

const MAIN = ['main'] as const;
const THREAD = ['main', 'thread'] as const;
const CLUSTER = ['main', 'cluster-worker'] as const;

export const KINDS: readonly Kind[] = [
  { title: 'normal exit', end: 'normal', places: MAIN },
  { title: '`process.exit()`', end: 'exit', places: MAIN },
  { title: 'uncaught exception', end: 'throw', places: MAIN, fails: true },
  { title: 'unhandled rejection', end: 'reject', places: MAIN, fails: true },
  { title: 'SIGTERM', end: 'idle', signal: 'SIGTERM', places: MAIN },
  { title: 'SIGINT', end: 'idle', signal: 'SIGINT', places: MAIN },
  { title: 'SIGHUP', end: 'idle', signal: 'SIGHUP', places: MAIN },
  { title: 'SIGTERM, own handler exits', end: 'handler-exits', signal: 'SIGTERM', places: MAIN },
  { title: 'SIGTERM, own handler closes', end: 'handler-closes', signal: 'SIGTERM', places: MAIN },
  { title: 'worker thread ends', end: 'worker-normal', places: THREAD },
  { title: 'worker thread, `process.exit()`', end: 'worker-exit', places: THREAD },
  { title: 'worker thread, uncaught exception', end: 'worker-throw', places: THREAD, fails: true },
  { title: '`process.exit()` beside a worker thread', end: 'worker-beside', places: THREAD },
  { title: 'cluster worker, disconnect', end: 'cluster-disconnect', places: CLUSTER },
  { title: 'cluster worker, `process.exit()`', end: 'cluster-exit', places: CLUSTER },
  { title: 'cluster worker, SIGTERM', end: 'cluster-kill', places: CLUSTER },
];

/** Those that are also tried without a Collector. */
export const WITHOUT_COLLECTOR: readonly Kind[] = KINDS.filter(({ end }) =>
  ['normal', 'exit', 'throw', 'idle', 'handler-exits'].includes(end),
).filter(({ signal }) => signal !== 'SIGINT' && signal !== 'SIGHUP');
