import type { ConfigNode, ConfigPath, ScalarNode } from '../document/node.ts';
import { resolveSchema, type Schema } from '../schema/schema.ts';
import type { LintContext } from './context.ts';

export interface Value {
  readonly node: ScalarNode;
  readonly schema: Schema;
  readonly path: ConfigPath;
}

const walk = function* (
  node: ConfigNode,
  given: Schema,
  path: ConfigPath,
  context: LintContext,
): Generator<Value> {
  const schema = resolveSchema(given, context.schema);
  const any: Schema = { kind: 'any' };
  if (node.kind === 'scalar') {
    if (node.value !== null) yield { node, schema, path };
  } else if (node.kind === 'list') {
    const items = schema.kind === 'list' ? (schema.items ?? any) : any;
    for (const [index, item] of node.items.entries()) yield* walk(item, items, [...path, index], context);
  } else
    for (const [key, { value }] of node.entries) {
      const own = schema.fields && Object.hasOwn(schema.fields, key) ? schema.fields[key] : schema.remain;
      const field = own ?? (schema.kind === 'any' || schema.kind === 'object' ? any : (schema.items ?? any));
      yield* walk(value, field, [...path, key], context);
    }
};

/** Every scalar of components without a schema, such as those of vendors. */
export const unknownValuesOf = function* (context: LintContext): Generator<Value> {
  for (const { node, schema, path } of context.components)
    if (!schema) yield* walk(node, { kind: 'any' }, path, context);
};

/** Every scalar of every component that has a schema, with what is expected there. */
export const valuesOf = function* (context: LintContext): Generator<Value> {
  for (const { node, schema, path } of context.components)
    if (schema) yield* walk(node, schema.config, path, context);
};
