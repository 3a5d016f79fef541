import type { ConfigPath, Place } from '../document/node.ts';
import type { LintContext } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { RemovedComponent } from '../removed.ts';
import type { ComponentKind } from '../schema/schema.ts';

/** A type of component that has a new name; the old one still works for a while. */
export interface Rename {
  readonly kind: ComponentKind;
  readonly from: string;
  readonly to: string;
}

/** Something that a version moved or removed. */
export interface Change {
  readonly place: Place;
  readonly path: ConfigPath;
  /** What to do, or what is done; the path is put before it. */
  readonly message: string;
  /** All of them, or none, are made. Without it somebody has to decide. */
  readonly fix?: readonly Fix[];
  /** Nothing has to change, and the version does something else with it all the same. */
  readonly isNotice?: true;
}

/** What changes for configurations with one version of the Collector. One file in `migrations/` is one version. */
export interface Migration {
  readonly version: string;
  /** The changelogs that say so. */
  readonly sources: readonly string[];
  readonly renames?: readonly Rename[];
  /** What is not there any more, and what nothing takes the place of by itself. */
  readonly removals?: readonly RemovedComponent[];
  /** `from` is the version that runs the configuration now, where somebody said so. */
  check?(context: LintContext, from?: string): Iterable<Change>;
}
