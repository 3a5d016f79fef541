import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CollectorSchema } from '../../../collector/schema/schema.ts';
import { UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';

const ENDING = '.json.gz';

/** Versions of the Collector whose schemas are in the package, the newest last. */
export const schemaVersions = ({ directory }: PackageRoot): readonly string[] =>
  readdirSync(join(directory, 'collector/schema'))
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));

/** The schema of one version, or of the newest. */
export const loadSchema = (root: PackageRoot, version?: string): CollectorSchema => {
  const versions = schemaVersions(root);
  const found =
    version === undefined ? versions.at(-1) : versions.find((each) => each === version.replace(/^v/, ''));
  if (found === undefined)
    throw new UsageError(`no schema of the Collector ${version}; there are those of ${versions.join(', ')}`);
  const packed = readFileSync(join(root.directory, 'collector/schema', `${found}${ENDING}`));
  return JSON.parse(gunzipSync(packed).toString('utf8')) as CollectorSchema;
};
