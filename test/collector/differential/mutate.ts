import { pick, type Random } from './random.ts';

type Path = readonly (string | number)[];
type Tree = { [key: string | number]: unknown };

export interface Mutation {
  readonly kind: string;
  readonly path: string;
  readonly document: unknown;
}

/** What a value may be replaced by: of every type, and some that look like another one. */
const VALUES: readonly unknown[] = [
  'abc',
  5,
  -1,
  0,
  1.5,
  true,
  false,
  null,
  [],
  {},
  ['a'],
  { a: 1 },
  '10s',
  '-1s',
  '5',
  '',
  [1],
  'true',
  1e12,
  '[',
  'a,b',
];

const pathsOf = (value: unknown, path: Path = []): readonly Path[] => {
  const own = path.length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [...own, ...keys.flatMap((key) => pathsOf((value as Tree)[key], [...path, key]))];
};

const at = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Tree)[key], document);

/** Each changes the value at `key` of `parent`, or says that it cannot. */
const KINDS: Readonly<
  Record<string, (parent: Tree, key: string | number, document: unknown, random: Random) => boolean>
> = {
  delete: (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
    return true;
  },
  rename: (parent, key) => {
    if (Array.isArray(parent)) return false;
    parent[`${key}x`] = parent[key];
    delete parent[key];
    return true;
  },
  retype: (parent, key, _, random) => {
    parent[key] = structuredClone(pick(random, VALUES));
    return true;
  },
  swap: (parent, key, document, random) => {
    parent[key] = structuredClone(at(document, pick(random, pathsOf(document))));
    return true;
  },
  dangle: (parent, key) => {
    if (typeof parent[key] !== 'string') return false;
    parent[key] = `${parent[key]}/x`;
    return true;
  },
  add: (parent, _, __, random) => {
    const value = structuredClone(pick(random, VALUES));
    if (Array.isArray(parent)) parent.push(value);
    else parent[`zz${Math.floor(random() * 9)}`] = value;
    return true;
  },
};

/** The document with one thing changed. */
export const mutate = (document: unknown, random: Random): Mutation => {
  for (;;) {
    const changed = structuredClone(document);
    const path = pick(random, pathsOf(changed));
    const key = path.at(-1) as string | number;
    const kind = pick(random, Object.keys(KINDS));
    const parent = at(changed, path.slice(0, -1)) as Tree;
    if (KINDS[kind]?.(parent, key, structuredClone(changed), random))
      return { kind, path: path.join('.'), document: changed };
  }
};
