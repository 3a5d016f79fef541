import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compareVersions } from '../../src/collector/migrate/version.ts';
import type {
  CollectorSchema,
  ComponentKind,
  ComponentSchema,
  Schema,
} from '../../src/collector/schema/schema.ts';
import { SCHEMA_FOLDER } from './components.ts';

type Fields = Readonly<Record<string, Schema>>;

interface WrittenComponent extends Omit<ComponentSchema, 'config'> {
  /** The first release that has it. */
  readonly since?: string;
  readonly fields: Fields;
}

interface Overlay {
  readonly types: Readonly<Record<string, Fields>>;
  readonly components: Readonly<Partial<Record<ComponentKind, readonly WrittenComponent[]>>>;
}

/** Where what is written by hand comes from, in place of a version. */
const SOURCE = 'its public source';

const readOverlay = (): Overlay =>
  parse(readFileSync(join(SCHEMA_FOLDER, 'overlay.yaml'), 'utf8')) as Overlay;

const componentOf = (
  { since: _, fields, module, ...rest }: WrittenComponent,
  version: string,
): ComponentSchema => ({
  ...rest,
  module: `${module} v${version}`,
  from: SOURCE,
  config: { kind: 'object', fields, from: SOURCE },
});

/** The schema of one release with what is known from elsewhere. */
export const withOverlay = (schema: CollectorSchema, overlay = readOverlay()): CollectorSchema => {
  const types: Record<string, Schema> = { ...schema.types };
  for (const [name, fields] of Object.entries(overlay.types)) {
    const type = types[name];
    if (type) types[name] = { ...type, fields: { ...type.fields, ...fields } };
  }
  const added: Partial<Record<ComponentKind, Record<string, ComponentSchema>>> = {};
  for (const [kind, components] of Object.entries(overlay.components) as [
    ComponentKind,
    WrittenComponent[],
  ][])
    added[kind] = {
      ...Object.fromEntries(
        components
          .filter(({ since }) => since === undefined || compareVersions(since, schema.version) <= 0)
          .map((component) => [component.type, componentOf(component, schema.version)]),
      ),
      ...schema[kind],
    };
  return { ...schema, ...added, types };
};
