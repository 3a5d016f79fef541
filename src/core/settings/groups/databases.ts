import { setting } from '../setting.ts';
import { boolean } from '../value-types.ts';

/** What is told of databases beside spans and durations. */
export const databases = {
  databaseInsight: setting(
    'BINNACLE_DATABASE_INSIGHT',
    boolean,
    true,
    'looks at what each request asks its databases for one query an item of a list, the same query again and again, and too many at once',
  ),
} as const;
