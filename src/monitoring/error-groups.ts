import { CRASH_TYPES } from '../core/errors/crash-types.ts';

/** What tells a group of errors from others, in rules. */
export const ERROR_GROUP = [
  'job',
  'deployment_environment_name',
  'error_type',
  'binnacle_error_place',
  'binnacle_error_fingerprint',
] as const;

/** A group of errors in one release. */
export const ERROR_IN_RELEASE = [...ERROR_GROUP, 'service_version'] as const;

/**
 * Groups that a release can have brought: not the one of all that are not told apart, and no crashes, which the next
 * start tells of, often as another release.
 */
export const OF_A_RELEASE = {
  binnacle_error_fingerprint: { notPattern: 'other' },
  error_type: { notPattern: CRASH_TYPES.join('|') },
} as const;
