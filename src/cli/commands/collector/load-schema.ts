import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compareVersions, parseVersion } from '../../../collector/migrate/version.ts';
import { applyDelta, type Delta } from '../../../collector/schema/delta.ts';
import type { CollectorSchema } from '../../../collector/schema/schema.ts';
import { readSchemaText } from '../../../collector/schema/text.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';

/** The newest version is written out; each older one is what differs from it. */
const WHOLE = '.json.gz';
const DELTA = '.delta.json.gz';

const filesOf = ({ directory }: PackageRoot): readonly string[] =>
  readdirSync(join(directory, 'collector/schema')).filter((name) => /^\d.*\.json\.gz$/.test(name));

const unpack = ({ directory }: PackageRoot, name: string): string =>
  gunzipSync(readFileSync(join(directory, 'collector/schema', name))).toString('utf8');

/** Versions of the Collector whose schemas are in the package, the newest last. */
export const schemaVersions = (root: PackageRoot): readonly string[] =>
  filesOf(root)
    .map((name) => name.slice(0, -(name.endsWith(DELTA) ? DELTA : WHOLE).length))
    .sort(compareVersions);

const readSchema = (root: PackageRoot, version: string): CollectorSchema => {
  const newest = schemaVersions(root).at(-1) ?? '';
  const whole = unpack(root, `${newest}${WHOLE}`);
  if (version === newest) return readSchemaText(whole);
  const delta: Delta = JSON.parse(unpack(root, `${version}${DELTA}`));
  return applyDelta(JSON.parse(whole), delta) as CollectorSchema;
};

/** The newest of the versions that is not newer than the one that is asked for. */
const nearestVersion = (versions: readonly string[], asked: string): string => {
  const version = parseVersion(asked);
  const found = versions.findLast((each) => version !== undefined && compareVersions(each, version) <= 0);
  if (found === undefined)
    throw new UsageError(`no schema of the Collector ${asked}; there are those of ${versions.join(', ')}`);
  return found;
};

/** The schema of one version, or of the newest. Where it is of another version than was asked for, a line says so. */
export const loadSchema = (root: PackageRoot, asked?: string, io?: Pick<Io, 'stderr'>): CollectorSchema => {
  const versions = schemaVersions(root);
  const found = nearestVersion(versions, asked ?? versions.at(-1) ?? '');
  if (asked !== undefined && parseVersion(asked) !== found)
    io?.stderr(`note: no schema of the Collector ${asked}; that of ${found} is used\n`);
  return readSchema(root, found);
};

/** What keys mean, by type and key: for the editors' schema only, which is why it has a file of its own. */
export const loadDescriptions = (
  root: PackageRoot,
): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  JSON.parse(unpack(root, 'descriptions.json.gz'));
