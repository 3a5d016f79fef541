import { nearest } from '../../core/nearest.ts';
import { addFault, type Scope } from './scope.ts';
import type { Field, Path } from './syntax.ts';

/** As many names as one line should have. */
const MAX_LISTED = 12;

export const listed = (names: readonly string[]): string => {
  const shown = names.toSorted().slice(0, MAX_LISTED).join(', ');
  return names.length > MAX_LISTED ? `${shown} and ${names.length - MAX_LISTED} more` : shown || 'none';
};

const textOf = ({ context, fields }: Path): string =>
  [...(context === undefined ? [] : [context]), ...fields.map(({ name }) => name)].join('.');

interface Resolved {
  readonly prefix: string;
  readonly fields: readonly Field[];
}

/** What a path begins with, said or meant. */
const resolve = (path: Path, scope: Scope): Resolved | undefined => {
  const { context, known, prefix } = scope;
  const prefixes = prefix === 'bare' ? known.barePrefixes : known.prefixes;
  if (path.context !== undefined && prefixes.includes(path.context))
    return { prefix: path.context, fields: path.fields };
  const own: readonly Field[] =
    path.context === undefined
      ? path.fields
      : [{ name: path.context, start: path.start, keys: [] }, ...path.fields];
  if (prefix !== 'required') return { prefix: context, fields: own };
  const text = textOf(path);
  const hasPath = Object.hasOwn(known.paths, `${context}.${text}`);
  const near = path.context === undefined ? undefined : nearest(path.context, prefixes);
  const hint = hasPath || near === undefined ? `${context}.${text}` : text.replace(/^[^.]+/, near);
  addFault(
    scope,
    path.start,
    `"${text}" has no context before it that is known here; did you mean "${hint}"? Known: ${listed(prefixes)}`,
  );
  return undefined;
};

/** What may follow a beginning of a path. */
const followers = (beginning: string, { known }: Scope): readonly string[] => [
  ...new Set(
    Object.keys(known.paths)
      .filter((path) => path.startsWith(`${beginning}.`))
      .map((path) => path.slice(beginning.length + 1).split('.')[0] as string),
  ),
];

const unknownField = (beginning: string, field: Field, scope: Scope): void => {
  const { prefixes } = scope.known;
  if (beginning === scope.context && Object.hasOwn(scope.table.contexts, field.name)) {
    const what = prefixes.includes(field.name)
      ? `is not a value; expected a path such as ${field.name}.attributes`
      : `is not there in the context ${scope.context}; known: ${listed(prefixes)}`;
    addFault(scope, field.start, `"${field.name}" ${what}`);
    return;
  }
  const names = followers(beginning, scope);
  const near = nearest(field.name, names);
  const hint =
    field.name === 'cache'
      ? `use ${scope.context}.cache`
      : near
        ? `did you mean "${near}"?`
        : `known: ${listed(names)}`;
  addFault(scope, field.start, `"${beginning}" has no "${field.name}"; ${hint}`);
};

/** Says where a path has keys that it does not take. */
const checkKeys = (
  text: string,
  { keys: [first, second] }: Field,
  allowed: number,
  scope: Scope,
): boolean => {
  if (first && allowed === 0) addFault(scope, first.start, `"${text}" cannot be indexed`);
  else if (second && allowed === 1) addFault(scope, second.start, `"${text}" takes one key, and no second`);
  else return true;
  return false;
};

const checkFields = ({ prefix, fields }: Resolved, path: Path, scope: Scope): void => {
  let text = prefix;
  for (const [index, field] of fields.entries()) {
    if (!followers(text, scope).includes(field.name)) {
      unknownField(text, field, scope);
      return;
    }
    text = `${text}.${field.name}`;
    const allowed = index === fields.length - 1 ? (scope.known.paths[text] ?? 0) : 0;
    if (!checkKeys(text, field, allowed, scope)) return;
  }
  if (!Object.hasOwn(scope.known.paths, text))
    addFault(
      scope,
      path.start,
      `"${text}" is not a value; what can follow: ${listed(followers(text, scope))}`,
    );
};

export const checkPath = (path: Path, scope: Scope): void => {
  for (const { keys } of path.fields) for (const key of keys) scope.check(key);
  const resolved = resolve(path, scope);
  if (resolved) checkFields(resolved, path, scope);
};

/** `set(otelcol.client.addr, …)` is accepted, and fails for every span, metric or log. */
export const checkTarget = (path: Path, scope: Scope): void => {
  checkPath(path, scope);
  if (path.context === 'otelcol')
    scope.faults.push({
      offset: path.start,
      message: `"${textOf(path)}" can only be read: to set it fails when it runs`,
      isWarning: true,
    });
};
