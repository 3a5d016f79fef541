// What the routing connector routes by: a statement or a condition, in the context that stands beside it.
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/connector/routingconnector/router.go
import { type ConfigNode, type ConfigPath, entryOf } from '../document/node.ts';
import type { Problem } from '../problem.ts';
import { checkParsed, parseText, textOf } from './check.ts';
import type { OttlTable } from './table.ts';

/** Without one it is the resource. */
const DEFAULT_CONTEXT = 'resource';

/** `request` has a form of its own, which is no OTTL. */
const REQUEST = 'request';

const CONTEXTS = [DEFAULT_CONTEXT, 'span', 'metric', 'datapoint', 'log'];

const EDITORS = ['delete_key', 'delete_matching_keys', 'route'];

const tables = new WeakMap<OttlTable, OttlTable>();

/** The table with the functions of the connector: every converter that all contexts have, and three editors. */
const routingTable = (table: OttlTable): OttlTable => {
  const known = tables.get(table);
  if (known) return known;
  // Those of a scope are the common ones, and no more.
  const common = table.sets.condition?.scope;
  const made: OttlTable = {
    ...table,
    // It has no arguments, and does not look at any.
    functions: { ...table.functions, route: null },
    sets: {
      ...table.sets,
      ...(common && {
        routing: Object.fromEntries(
          CONTEXTS.map((context) => [
            context,
            [...common, ...EDITORS, ...(context === 'span' ? ['IsRootSpan'] : [])],
          ]),
        ),
      }),
    },
  };
  tables.set(table, made);
  return made;
};

const contextOf = (route: ConfigNode): string => {
  const context = entryOf(route, 'context')?.value;
  return context?.kind === 'scalar' && context.value !== null && context.value !== ''
    ? String(context.value)
    : DEFAULT_CONTEXT;
};

/** Checks one item of `table`. */
export const checkRoute = (route: ConfigNode, path: ConfigPath, table: OttlTable): readonly Problem[] => {
  const context = contextOf(route);
  const problems: Problem[] = [];
  if (context === REQUEST) return problems;
  for (const kind of ['statement', 'condition'] as const) {
    const text = textOf(entryOf(route, kind)?.value, [...path, kind], kind);
    // What is empty is absent.
    const parsed = text && text.text !== '' ? parseText(text, problems) : undefined;
    // A context that there is not is said elsewhere.
    if (parsed && CONTEXTS.includes(context))
      checkParsed(
        parsed,
        { table: routingTable(table), context, functions: 'routing', prefix: 'bare' },
        problems,
      );
  }
  return problems;
};
