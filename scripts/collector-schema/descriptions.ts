import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { CollectorSchema, Schema } from '../../src/collector/schema/schema.ts';

/** By type, and in it by key; the key that is empty is the type itself. */
export type Descriptions = Record<string, Record<string, string>>;

interface Documented {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Documented>>;
  readonly allOf?: readonly Documented[];
}

interface DocumentedPackage extends Documented {
  readonly $defs?: Readonly<Record<string, Documented>>;
}

type Packages = ReadonlyMap<string, DocumentedPackage>;

const REPOSITORIES = [
  'github.com/open-telemetry/opentelemetry-collector-contrib/',
  'go.opentelemetry.io/collector/',
];

/** As the Go program names packages: without what all begin with. */
const shortPath = (path: string): string => {
  const repository = REPOSITORIES.find((each) => path.startsWith(each)) ?? '';
  return path.slice(repository.length);
};

/** The `config.schema.yaml` of every package, from the folders of the modules' sources. */
const readPackages = (sources: Readonly<Record<string, string>>): Packages => {
  const packages = new Map<string, DocumentedPackage>();
  for (const [module, folder] of Object.entries(sources)) {
    if (!REPOSITORIES.some((each) => module.startsWith(each)) || !existsSync(folder)) continue;
    for (const file of globSync('**/config.schema.yaml', { cwd: folder })) {
      const path = shortPath(join(module, dirname(file)));
      packages.set(path, parse(readFileSync(join(folder, file), 'utf8')) as DocumentedPackage);
    }
  }
  return packages;
};

/** `HTTPClientConfig` is `http_client_config` there. */
const snakeCase = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();

interface Definition {
  readonly path: string;
  readonly documented: Documented;
}

const definitionOf = (packages: Packages, path: string, name: string): Definition | undefined => {
  const found = packages.get(path);
  const documented = found?.$defs?.[name] ?? (name === 'config' ? found : undefined);
  return documented && { path, documented };
};

/** `name`, `./folder.name`, `/from/the/root.name` or `whole/path.name`. */
const follow = (packages: Packages, from: string, ref: string): Definition | undefined => {
  const dot = ref.lastIndexOf('.');
  if (!ref.includes('/')) return definitionOf(packages, from, ref);
  const path = ref.slice(0, dot);
  const resolved = path.startsWith('./')
    ? join(from, path)
    : path.startsWith('/')
      ? path.slice(1)
      : shortPath(path);
  return definitionOf(packages, resolved, ref.slice(dot + 1));
};

function* keysOf(
  packages: Packages,
  { path, documented }: Definition,
  depth = 0,
): Iterable<readonly [string, string]> {
  for (const { $ref } of documented.allOf ?? []) {
    const part = $ref === undefined || depth > 5 ? undefined : follow(packages, path, $ref);
    if (part) yield* keysOf(packages, part, depth + 1);
  }
  for (const [key, { description }] of Object.entries(documented.properties ?? {}))
    if (description) yield [key, description];
}

/** As few keys may be the same by chance. */
const LEAST_SHARED_KEYS = 4;

interface Shared {
  readonly keys: readonly string[];
  readonly described: Readonly<Record<string, string>>;
}

/** What is laid into the types of components, such as the settings of a gRPC client. */
const sharedOf = (packages: Packages): readonly Shared[] =>
  [...packages].flatMap(([path, { $defs = {} }]) =>
    path.startsWith('config/')
      ? Object.values($defs).map((documented) => ({
          keys: Object.keys(documented.properties ?? {}),
          described: Object.fromEntries(keysOf(packages, { path, documented })),
        }))
      : [],
  );

const inheritedBy = (
  { fields = {} }: Schema,
  shared: readonly Shared[],
): Readonly<Record<string, string>> => {
  const parts = shared.filter(
    ({ keys }) => keys.length >= LEAST_SHARED_KEYS && keys.every((key) => Object.hasOwn(fields, key)),
  );
  return Object.assign({}, ...parts.map(({ described }) => described));
};

/** What the components' own documentation says of the types of one release and of their keys. */
export const describeTypes = (
  { types }: Pick<CollectorSchema, 'types'>,
  sources: Readonly<Record<string, string>>,
): Descriptions => {
  const packages = readPackages(sources);
  const shared = sharedOf(packages);
  const all: Descriptions = {};
  for (const [type, schema] of Object.entries(types)) {
    const dot = type.lastIndexOf('.');
    const found = definitionOf(packages, type.slice(0, dot), snakeCase(type.slice(dot + 1)));
    const own = found?.documented.description;
    const known = {
      ...inheritedBy(schema, shared),
      ...(found ? Object.fromEntries(keysOf(packages, found)) : {}),
    };
    const described = Object.entries(known).filter(([key]) => Object.hasOwn(schema.fields ?? {}, key));
    const entries = own ? [['', own] as const, ...described] : described;
    if (entries.length > 0) all[type] = Object.fromEntries(entries);
  }
  return all;
};

/** Of what several releases describe, the words of the first of them. */
export const mergeDescriptions = (all: readonly Descriptions[]): Descriptions => {
  const merged: Descriptions = {};
  for (const descriptions of all)
    for (const [type, keys] of Object.entries(descriptions)) merged[type] = { ...keys, ...merged[type] };
  return Object.fromEntries(Object.entries(merged).sort(([one], [other]) => (one < other ? -1 : 1)));
};
