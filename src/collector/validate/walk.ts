import type { ConfigNode, ConfigPath, Place } from '../document/node.ts';
import { type CollectorSchema, resolveSchema, type Schema } from '../schema/schema.ts';
import { type ConfiguredComponent, componentStart } from './components.ts';

/** A value that is written, and what the schema says of it. */
export interface WrittenValue {
  readonly key: string | number;
  readonly node: ConfigNode;
  readonly schema: Schema;
  readonly path: ConfigPath;
  readonly place: Place;
}

function* walk(
  node: ConfigNode,
  given: Schema,
  path: ConfigPath,
  place: Place,
  schemas: CollectorSchema,
): Iterable<WrittenValue> {
  const schema = resolveSchema(given, schemas);
  yield { key: path.at(-1) ?? '', node, schema, path, place };
  if (node.kind === 'map')
    for (const [key, entry] of node.entries) {
      const isKnown = schema.fields !== undefined && Object.hasOwn(schema.fields, key);
      const inner = (isKnown ? schema.fields?.[key] : schema.remain) ?? schema.items ?? { kind: 'any' };
      yield* walk(entry.value, inner, [...path, key], entry.key, schemas);
    }
  if (node.kind === 'list')
    for (const [index, item] of node.items.entries())
      yield* walk(item, schema.items ?? { kind: 'any' }, [...path, index], item.place, schemas);
}

/** Every value that is written in a component. */
export const writtenValues = (
  component: ConfiguredComponent,
  schemas: CollectorSchema,
): Iterable<WrittenValue> => {
  const { given, path, place } = componentStart(component);
  return walk(component.node, given, path, place, schemas);
};
