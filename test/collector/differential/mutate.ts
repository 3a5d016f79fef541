import { pick, type Random } from './random.ts';

type Path = readonly (string | number)[];
type Tree = { [key: string | number]: unknown };

export interface Mutation {
  readonly kind: string;
  readonly path: string;
  /** More than one where it became several files. */
  readonly documents: readonly unknown[];
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

/** A value as the default of a variable, or one that is set, whatever it is. */
const REFERENCES = ['TEXT', 'NUMBER', 'EMPTY', 'LIST', 'MAP', 'FLAG', 'DURATION', 'UNSET'];

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
  default: (parent, key) => {
    if (typeof parent[key] === 'object' || String(parent[key]).includes('$')) return false;
    parent[key] = `\${env:UNSET:-${parent[key]}}`;
    return true;
  },
  variable: (parent, key, _, random) => {
    const name = pick(random, REFERENCES);
    parent[key] = random() < 0.3 ? `a\${env:${name}}` : `\${env:${name}}`;
    return true;
  },
  // The same object twice is written with an anchor and an alias.
  alias: (parent, key, document, random) => {
    const other = at(document, pick(random, pathsOf(document)));
    if (typeof other !== 'object') return false;
    parent[key] = { a: other, b: other };
    if (random() < 0.5) parent[`${key}x`] = parent[key] = other;
    return true;
  },
  copy: (parent, key) => {
    if (Array.isArray(parent)) parent.push(parent[Number(key)]);
    else parent[`${key}/copy`] = parent[key];
    return true;
  },
  text: (parent, key, _, random) => {
    if (typeof parent[key] !== 'string' || parent[key] === '') return false;
    parent[key] = changeText(parent[key], random);
    return true;
  },
};

const CHARACTERS = [...'([{\\"\'$%:/. -*?#0aé'];

/** A character more, less, or another one. */
const changeText = (text: string, random: Random): string => {
  const index = Math.floor(random() * text.length);
  const added = random() < 0.3 ? '' : pick(random, CHARACTERS);
  return text.slice(0, index) + added + text.slice(index + (random() < 0.5 ? 1 : 0));
};

/** Another pipeline of any signal, of components that are there. */
const addPipeline = (document: unknown, random: Random): string | undefined => {
  const whole = document as Record<string, Tree | undefined>;
  const pipelines = whole.service?.pipelines as Tree | undefined;
  const names = (...kinds: readonly string[]): string[] =>
    kinds.flatMap((kind) => Object.keys(whole[kind] ?? {})).filter(() => random() < 0.7);
  if (typeof pipelines !== 'object' || pipelines === null) return undefined;
  const id = `${pick(random, ['traces', 'metrics', 'logs', 'profiles', 'spans'])}/more`;
  pipelines[id] = {
    receivers: names('receivers', 'connectors').slice(0, 2),
    processors: names('processors').slice(0, 3),
    exporters: names('exporters', 'connectors').slice(0, 2),
  };
  return id;
};

/** A part of it in a second file, which the Collector lays over the first. */
const splitFile = (document: unknown, random: Random): { first: unknown; second: unknown; path: string } => {
  const first = structuredClone(document);
  const path = pick(
    random,
    pathsOf(first).filter((each) => each.every((key) => typeof key === 'string')),
  );
  const value = structuredClone(at(first, path));
  const key = path.at(-1) as string;
  const parent = at(first, path.slice(0, -1)) as Tree;
  const way = random();
  if (way < 0.5) delete parent[key];
  else if (way < 0.8) parent[key] = structuredClone(pick(random, VALUES));
  const second = path.reduceRight<unknown>((inner, each) => ({ [each]: inner }), value);
  return { first, second, path: path.join('.') };
};

/** The document with one thing changed. */
export const mutate = (document: unknown, random: Random): Mutation => {
  for (;;) {
    const changed = structuredClone(document);
    const chance = random();
    if (chance < 0.05) {
      const id = addPipeline(changed, random);
      if (id !== undefined) return { kind: 'pipeline', path: id, documents: [changed] };
    } else if (chance < 0.1) {
      const { first, second, path } = splitFile(changed, random);
      return { kind: 'split', path, documents: [first, second] };
    }
    const path = pick(random, pathsOf(changed));
    const key = path.at(-1) as string | number;
    const kind = pick(random, Object.keys(KINDS));
    const parent = at(changed, path.slice(0, -1)) as Tree;
    if (KINDS[kind]?.(parent, key, structuredClone(changed), random))
      return { kind, path: path.join('.'), documents: [changed] };
  }
};
