import { optional, setting } from '../setting.ts';
import { anyText, boolean, integer, type ValueType } from '../value-types.ts';

const HEARTBEAT = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

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
