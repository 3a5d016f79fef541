import type { Settings } from '../../core/settings/index.ts';
import type { LoadChunk } from '../load-chunk.ts';

/** What those who look at databases need from the start. */
export interface DatabaseInsight {
  readonly settings: Settings;
  readonly load: LoadChunk;
}

let insight: DatabaseInsight | undefined;

/** Undefined where nobody looks. */
export const databaseInsight = (): DatabaseInsight | undefined => insight;

export const startDatabaseInsight = (settings: Settings, load: LoadChunk): void => {
  if (settings.databaseInsight) insight = { settings, load };
};
