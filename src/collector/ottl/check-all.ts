import { type ConfigNode, type ConfigPath, entryOf } from '../document/node.ts';
import { parseId } from '../id.ts';
import type { Problem } from '../problem.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  findComponent,
} from '../schema/schema.ts';
import { checkParsed, parseText, textOf, textsOf } from './check.ts';
import { checkGroups } from './groups.ts';
import { type OttlPlace, ottlPlaces } from './places.ts';
import { checkRoute } from './routes.ts';
import type { OttlTable } from './table.ts';

interface Found {
  readonly node: ConfigNode;
  readonly path: ConfigPath;
}

/** All nodes that a pattern of `places.ts` names. */
const find = (start: Found, { path: pattern, only }: OttlPlace): readonly Found[] => {
  const keys = pattern.split('.');
  let found: readonly Found[] = [start];
  for (const key of keys)
    found = found.flatMap(({ node, path }) => {
      if (only && key === only.value) {
        const said = entryOf(node, only.key)?.value;
        if (said?.kind !== 'scalar' || said.value !== only.value) return [];
      }
      if (key === '*' && node.kind === 'list')
        return node.items.map((item, index) => ({ node: item, path: [...path, index] }));
      if (key === '*' && node.kind === 'map')
        return [...node.entries].map(([name, { value }]) => ({ node: value, path: [...path, name] }));
      const value = entryOf(node, key)?.value;
      // What is turned off is not read.
      const enabled = entryOf(value, 'enabled')?.value;
      if (enabled?.kind === 'scalar' && enabled.value === false) return [];
      return value ? [{ node: value, path: [...path, key] }] : [];
    });
  return found;
};

const checkFound = (
  { node, path }: Found,
  { use, component }: OttlPlace,
  table: OttlTable,
): readonly Problem[] => {
  if ('contexts' in use)
    return checkGroups(node, path, {
      table,
      contexts: use.contexts,
      component: component === 'processors.transform' ? 'transform' : 'filter',
    });
  if ('isRoute' in use) return checkRoute(node, path, table);
  const { kind } = use;
  const problems: Problem[] = [];
  // A value is one text.
  const isOne = kind === 'value';
  const texts = isOne ? [textOf(node, path, kind)] : textsOf(node, path, kind);
  for (const text of texts) {
    // What is empty is absent.
    const parsed = text && !(isOne && text.text === '') ? parseText(text, problems) : undefined;
    if (parsed) checkParsed(parsed, { ...use, table }, problems);
  }
  return problems;
};

/** Places are told by the names that components have in the newest version. */
const newestName = ({ later }: CollectorSchema, kind: ComponentKind, type: string): string =>
  Object.entries(later?.[kind] ?? {}).find(([, { name }]) => name === type)?.[0] ?? type;

/** Checks every statement, condition and value expression of a whole configuration. */
export const checkAllOttl = (root: ConfigNode, schema: CollectorSchema): readonly Problem[] => {
  const { ottl: table } = schema;
  if (!table) return [];
  return COMPONENT_KINDS.flatMap((kind) => {
    const components = entryOf(root, kind)?.value;
    if (components?.kind !== 'map') return [];
    return [...components.entries].flatMap(([id, { value }]) => {
      const given = parseId(id)?.type ?? '';
      const type = newestName(schema, kind, findComponent(schema, kind, given)?.type ?? given);
      const start = { node: value, path: [kind, id] };
      return ottlPlaces
        .filter(({ component }) => component === `${kind}.${type}`)
        .flatMap((place) => find(start, place).flatMap((found) => checkFound(found, place, table)));
    });
  });
};
