import { METRICS } from '../catalogue/index.ts';
import { ERROR_GROUP, ERROR_IN_RELEASE, OF_A_RELEASE } from '../error-groups.ts';
import { count, max, min } from '../promql/aggregate.ts';
import { series } from '../promql/select.ts';
import { type Recording, record } from '../recording.ts';
import { RECORDED_SERVICE } from './services.ts';

/** How long Prometheus may be away without forgetting what was. */
const MEMORY = '1d';

/** What nobody has seen for so long is forgotten: 90 days. */
const FORGET_SECONDS = 90 * 86_400;

/** A release that did not run for so long says nothing of an error by not having it. */
const LEAST_RELEASE_SECONDS = 3_600;

/** An error is back, in whatever release, when it was away for so long: a day. */
const AWAY_SECONDS = 86_400;

/** What was seen within this time runs. */
const RUNNING_SECONDS = 600;

const RELEASE = [...RECORDED_SERVICE, 'service_version'] as const;

const by = (labels: readonly string[]): string => `on (${labels.join(', ')})`;
/** Each of many has one of these. */
const perGroup = `${by(ERROR_GROUP)} group_left ()`;
const perService = `${by(RECORDED_SERVICE)} group_left ()`;
const perRelease = `${by(RELEASE)} group_left ()`;

/** The rules hand on to themselves what they once recorded. */
const before = (name: string): string => `last_over_time(${name}[${MEMORY}])`;

const running = [count(series(METRICS.processUptime), RELEASE), count(series(METRICS.errors), RELEASE)].map(
  ({ promql }) => promql,
);

const releaseLastSeen = record(
  'release:last_seen:seconds',
  { unit: 's', description: 'When a release of a service last ran, in seconds since 1970.' },
  {
    promql:
      `(${running.join(' or ')}) * 0 + time() ` +
      `or ${before('release:last_seen:seconds')} > time() - ${FORGET_SECONDS}`,
    labels: RELEASE,
  },
);

const releaseFirstSeen = record(
  'release:first_seen:seconds',
  {
    unit: 's',
    description: 'Since when a release of a service is known, in seconds since 1970. It orders releases.',
  },
  {
    promql: `${before('release:first_seen:seconds')} and release:last_seen:seconds or release:last_seen:seconds`,
    labels: RELEASE,
  },
);

const lastSeen = record(
  'error_release:last_seen:seconds',
  { unit: 's', description: 'When a release last had an error of a group, in seconds since 1970.' },
  {
    promql:
      `(${max(series(METRICS.errorLastSeen, OF_A_RELEASE), ERROR_IN_RELEASE).promql} ` +
      `or ${before('error_release:last_seen:seconds')}) > time() - ${FORGET_SECONDS}`,
    labels: ERROR_IN_RELEASE,
  },
);

const firstSeen = record(
  'error_release:first_seen:seconds',
  { unit: 's', description: 'When a release first had an error of a group, in seconds since 1970.' },
  {
    promql:
      `${before('error_release:first_seen:seconds')} and error_release:last_seen:seconds ` +
      `or ${min(series(METRICS.errorFirstSeen, OF_A_RELEASE), ERROR_IN_RELEASE).promql}`,
    labels: ERROR_IN_RELEASE,
  },
);

const releases = releaseFirstSeen.metric.prometheusName;

/** The release that a service began last. */
const latestRelease = record(
  'service:latest_release:seconds',
  { unit: 's', description: 'Since when the latest release of a service is known, in seconds since 1970.' },
  max(series(releaseFirstSeen.metric), RECORDED_SERVICE),
);

export const previousRelease = record(
  'service:previous_release:seconds',
  {
    unit: 's',
    description:
      'The same of the release before it, without those that ran for less than an hour: they say nothing of an error by not having it.',
  },
  {
    promql:
      `max by (${RECORDED_SERVICE.join(', ')}) (${releases} < ${perService} service:latest_release:seconds ` +
      `and (release:last_seen:seconds - ${releases} >= ${LEAST_RELEASE_SECONDS}))`,
    labels: RECORDED_SERVICE,
  },
);

const released = record(
  'error_release:released:seconds',
  {
    unit: 's',
    description: 'Since when a release is known that had an error of a group, in seconds since 1970.',
  },
  { promql: `error_release:first_seen:seconds * 0 + ${perRelease} ${releases}`, labels: ERROR_IN_RELEASE },
);

const runs = `${by(RELEASE)} (release:last_seen:seconds > time() - ${RUNNING_SECONDS})`;

export const errorNew = record(
  'error_release:new:seconds',
  {
    unit: 's',
    description:
      'Groups of errors that no release before has had, while the release runs: when it first had one, in seconds since 1970.',
  },
  {
    promql:
      'error_release:first_seen:seconds and (error_release:released:seconds ' +
      `== ${perGroup} min by (${ERROR_GROUP.join(', ')}) (error_release:released:seconds)) and ${runs}`,
    labels: ERROR_IN_RELEASE,
  },
);

const inLatest =
  '(error_release:first_seen:seconds and ' +
  `(error_release:released:seconds == ${perService} service:latest_release:seconds))`;

/** An earlier release had it, and the one before the latest had not, as long as it ran. */
const mended =
  `${inLatest} and ${by(ERROR_GROUP)} (error_release:released:seconds < ${perService} service:previous_release:seconds) ` +
  `unless ${by(ERROR_GROUP)} (error_release:released:seconds == ${perService} service:previous_release:seconds)`;

/** Releases before the latest had it, the last time long before the latest had. */
const away =
  `${inLatest} > ${perGroup} (max by (${ERROR_GROUP.join(', ')}) (error_release:last_seen:seconds and ` +
  `(error_release:released:seconds < ${perService} service:latest_release:seconds)) + ${AWAY_SECONDS})`;

/** The same without a release in between, or without releases. */
const awayInRelease =
  `error_release:last_seen:seconds > time() - 1800 and ${by(ERROR_GROUP)} ` +
  `(max by (${ERROR_GROUP.join(', ')}) (error_release:last_seen:seconds offset 30m) < time() - ${AWAY_SECONDS})`;

export const errorRegressed = record(
  'error_release:regressed:seconds',
  {
    unit: 's',
    description:
      'Groups of errors that are back, in the latest release, after a release without them or a day: since when, in seconds since 1970.',
  },
  { promql: `(${mended} or ${away}) and ${runs} or ${awayInRelease}`, labels: ERROR_IN_RELEASE },
);

/** Which releases there were, which errors each had, and which of those are new or back with it. */
export const recording: Recording = {
  id: 'releases',
  rules: [
    releaseLastSeen,
    releaseFirstSeen,
    latestRelease,
    previousRelease,
    lastSeen,
    firstSeen,
    released,
    errorNew,
    errorRegressed,
  ],
};
