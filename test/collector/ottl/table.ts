import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';

const file = join(import.meta.dirname, '../../../collector/schema/0.155.0.json.gz');

/** The schema of the Collector that the tests run. */
export const schema = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as CollectorSchema;

if (!schema.ottl) throw new Error(`${file} has no table of OTTL; make it again with collector/schema`);
export const table = schema.ottl;
