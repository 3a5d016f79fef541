import { entryOf } from '../../document/node.ts';
import { readYaml } from '../../document/read.ts';
import { parseId } from '../../id.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  findComponent,
} from '../../schema/schema.ts';

/** What a Collector has built in. */
export interface Components {
  readonly version: string;
  readonly types: Readonly<Record<ComponentKind, ReadonlySet<string>>>;
}

/** Reads what `otelcol components` prints; undefined where it is not that. */
export const readComponents = (text: string): Components | undefined => {
  const { node } = readYaml(text, 'components');
  const typesOf = (kind: ComponentKind): ReadonlySet<string> => {
    const list = entryOf(node, kind)?.value;
    const names = list?.kind === 'list' ? list.items.map((item) => entryOf(item, 'name')?.value) : [];
    return new Set(names.flatMap((name) => (name?.kind === 'scalar' ? [String(name.value)] : [])));
  };
  const version = entryOf(entryOf(node, 'buildinfo')?.value, 'version')?.value;
  if (version?.kind !== 'scalar') return undefined;
  const types = Object.fromEntries(COMPONENT_KINDS.map((kind) => [kind, typesOf(kind)]));
  return { version: version.text ?? String(version.value), types: types as Components['types'] };
};

/** The name by which the Collector has a component, also where the configuration has a former one. */
export const builtInType = (
  { types }: Components,
  kind: ComponentKind,
  id: string,
  schema: CollectorSchema,
): string | undefined => {
  const type = parseId(id)?.type ?? id;
  if (types[kind].has(type)) return type;
  const component = findComponent(schema, kind, type);
  return [component?.type, component?.deprecatedAlias].find(
    (name) => name !== undefined && types[kind].has(name),
  );
};
