import { optional, setting } from '../setting.ts';
import { anyText, boolean, integer, type ValueType } from '../value-types.ts';

const HEARTBEAT = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** As shells, containers and systemd tell it. */
const exitStatus: ValueType<string> = {
  accepts: 'an exit status such as 139, or a signal such as SIGSEGV',
  parse: (text) => (/^(?:\d{1,3}|[A-Za-z]{2,9}\d{0,2})$/.test(text) ? text : undefined),
};

/** As a file of probes names it. */
const heartbeatId: ValueType<string> = {
  accepts: 'small letters, digits and hyphens, such as orders-service',
  parse: (text) => (HEARTBEAT.test(text) ? text : undefined),
};

/** What is counted and told of errors beside their spans. */
export const errors = {
  errorsEnabled: setting(
    'BINNACLE_ERRORS',
    boolean,
    true,
    'groups errors by fingerprint and category, counts them exactly and writes log records of them',
  ),
  maxErrorGroups: setting(
    'BINNACLE_MAX_ERROR_GROUPS',
    integer(1, 10_000),
    100,
    'most groups of errors that a process counts apart; later ones are counted together, with the fingerprint `other`',
  ),
  crashDir: optional(
    'BINNACLE_CRASH_DIR',
    anyText,
    'a folder on a local disk that outlives the process; with it the next start tells of a process that ran out of memory, crashed or was killed',
  ),
  lastExit: optional(
    'BINNACLE_LAST_EXIT',
    exitStatus,
    'how the last process of this service ended, by who starts it: an exit status such as 139 or a signal; with `BINNACLE_CRASH_DIR` it tells a crash in native code from a kill',
  ),
  crashReport: setting(
    'BINNACLE_CRASH_REPORT',
    boolean,
    false,
    'Node writes a diagnostic report to that folder where the engine gives up, without environment and network; what went wrong is taken from it, and it is removed',
  ),
  blockedThresholdMillis: optional(
    'BINNACLE_BLOCKED_THRESHOLD',
    integer(20, 3_600_000),
    'from when on an event loop that does not turn is told of, with the stack that holds it up; a thread of its own watches. Off without it',
    { unit: 'ms' },
  ),
  heartbeat: optional(
    'BINNACLE_HEARTBEAT',
    heartbeatId,
    'a heartbeat of this name is told with each export of metrics; the alert `heartbeat-missing` watches it',
  ),
} as const;
