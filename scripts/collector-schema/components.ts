import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { COMPONENT_KINDS, type ComponentKind } from '../../src/collector/schema/schema.ts';

/** Where the Go program and the bundles are. */
export const SCHEMA_FOLDER = join(import.meta.dirname, '../../collector/schema');

export interface Release {
  readonly version: string;
  /** Build tags of the Go program, for what was named or typed otherwise then. */
  readonly tags?: readonly string[];
  /** Modules that cannot be had at the release, with the version that is taken. */
  readonly replace?: Readonly<Record<string, string>>;
}

interface Listed {
  readonly module: string;
  /** Releases at which the module cannot be had. */
  readonly absent?: readonly string[];
}

interface Components extends Readonly<Record<ComponentKind, readonly Listed[]>> {
  readonly releases: readonly Release[];
}

export const readComponents = (): Components =>
  parse(readFileSync(join(SCHEMA_FOLDER, 'components.yaml'), 'utf8')) as Components;

/** The modules of one release, by kind. */
export const modulesAt = (
  components: Components,
  version: string,
): Readonly<Record<ComponentKind, readonly string[]>> =>
  Object.fromEntries(
    COMPONENT_KINDS.map((kind) => [
      kind,
      components[kind].filter(({ absent }) => !absent?.includes(version)).map(({ module }) => module),
    ]),
  ) as Record<ComponentKind, string[]>;
