import { entryOf, valueAt } from '../document/node.ts';
import { type Component, componentsOf, type LintContext } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import { conditionOf } from './filter-match.ts';
import type { Change } from './migration.ts';

type OldKey = 'spans' | 'metrics' | 'logs';

/** Where the conditions stand that say what is dropped. */
const CONDITIONS: Readonly<Record<OldKey, readonly [string, string]>> = {
  spans: ['traces', 'span'],
  metrics: ['metrics', 'metric'],
  logs: ['logs', 'log_record'],
};

/** A text of YAML in single quotes; a dollar that the Collector would take for a variable is doubled. */
const yamlText = (text: string): string =>
  `'${text.replaceAll("'", "''").replace(/\$(?=[{$])/g, () => '$$')}'`;

/** One pair of parentheses around all of it. */
const isGroup = (condition: string): boolean => /^\([^()]*\)$/.test(condition);

const changeOf = (component: Component, key: OldKey): Change | undefined => {
  const owner = entryOf(component.node, key);
  const include = entryOf(owner?.value, 'include');
  const exclude = entryOf(owner?.value, 'exclude');
  if (!owner || (!include && !exclude)) return undefined;
  const target = CONDITIONS[key];
  const path = [...component.path, key];
  const place = (include ?? exclude ?? owner).key;
  const message = `include and exclude are now OTTL conditions of what is dropped, in ${target.join('.')}`;
  const included = include && conditionOf(key, include.value);
  const excluded = exclude && conditionOf(key, exclude.value);
  const isWhole = (!include || included !== undefined) && (!exclude || excluded !== undefined);
  const isTaken = valueAt(component.node, target[0] === key ? target : target.slice(0, 1)) !== undefined;
  if (!isWhole || isTaken) return { place, path, message };
  const conditions = [
    ...(included ? [`not ${isGroup(included) ? included : `(${included})`}`] : []),
    ...(excluded ? [isGroup(excluded) ? excluded.slice(1, -1) : excluded] : []),
  ];
  const value = `[${conditions.map(yamlText).join(', ')}]`;
  const [section, list] = target;
  // What is there becomes the new key, so that the comments above it stay.
  const kept = [...path, include ? 'include' : 'exclude'];
  const fix: readonly Fix[] = [
    { do: 'replace', path: kept, value },
    { do: 'rename', path: kept, to: list },
    ...(include && exclude
      ? [{ do: 'remove', path: [...path, 'exclude'], instead: [...path, list] } as const]
      : []),
    ...(section === key ? [] : [{ do: 'rename', path, to: section } as const]),
  ];
  return { place, path, message, fix };
};

/** `include` and `exclude` of the filter processor become OTTL conditions. */
export const filterToConditions = function* (context: LintContext): Iterable<Change> {
  for (const component of componentsOf(context, 'processors', 'filter'))
    for (const key of ['spans', 'metrics', 'logs'] as const) {
      const change = changeOf(component, key);
      if (change) yield change;
    }
};
