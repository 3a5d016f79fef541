import type { ConfigNode, ConfigPath, ScalarNode } from '../document/node.ts';
import { resolveSchema, type Schema } from '../schema/schema.ts';
import type { LintContext } from './context.ts';

export interface Value {
  readonly node: ScalarNode;
  readonly schema: Schema;
  readonly path: ConfigPath;
}

const ANY: Schema = { kind: 'any' };

const walk = (
  node: ConfigNode,
  given: Schema,
  path: ConfigPath,
  context: LintContext,
  found: Value[],
): void => {
  const schema = resolveSchema(given, context.schema);
  if (node.kind === 'scalar') {
    if (node.value !== null) found.push({ node, schema, path });
  } else if (node.kind === 'list') {
    const items = schema.kind === 'list' ? (schema.items ?? ANY) : ANY;
    for (const [index, item] of node.items.entries()) walk(item, items, [...path, index], context, found);
  } else
    for (const [key, { value }] of node.entries) {
      const own = schema.fields && Object.hasOwn(schema.fields, key) ? schema.fields[key] : schema.remain;
      const field = own ?? (schema.kind === 'any' || schema.kind === 'object' ? ANY : (schema.items ?? ANY));
      walk(value, field, [...path, key], context, found);
    }
};

const valuesWhere = (context: LintContext, isKnown: boolean): readonly Value[] => {
  const found: Value[] = [];
  for (const { node, schema, path } of context.components)
    if ((schema !== undefined) === isKnown) walk(node, schema?.config ?? ANY, path, context, found);
  return found;
};

const known = new WeakMap<LintContext, readonly Value[]>();

/** Every scalar of components without a schema, such as those of vendors. */
export const unknownValuesOf = (context: LintContext): readonly Value[] => valuesWhere(context, false);

/** Every scalar of every component that has a schema, with what is expected there. One walk for all rules. */
export const valuesOf = (context: LintContext): readonly Value[] => {
  const values = known.get(context) ?? valuesWhere(context, true);
  known.set(context, values);
  return values;
};
