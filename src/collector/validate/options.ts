import type { Surroundings } from '../document/expand.ts';
import type { CollectorSchema } from '../schema/schema.ts';

/** What stands at a path. */
export type PathKind = 'file' | 'directory' | 'missing';

export interface ValidateOptions extends Surroundings {
  readonly schema: CollectorSchema;
  /** What a component is that the schema does not have: one of a vendor, or of another distribution. */
  readonly unknownComponents?: 'note' | 'error';
  /** Looks a path up where the Collector is going to run; without it, files are not looked for. */
  pathKind?(path: string): PathKind;
}
