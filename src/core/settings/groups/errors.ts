import { setting } from '../setting.ts';
import { boolean, integer } from '../value-types.ts';

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
} as const;
