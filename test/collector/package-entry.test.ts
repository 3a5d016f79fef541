import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from '../backends/run.ts';

const root = join(import.meta.dirname, '../..');

/** What a user's program does with the built package; it finds itself by its name. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { lintConfiguration, validateConfiguration } from 'binnacle/collector';
const folder = createRequire(import.meta.url).resolve('binnacle/package.json').replace(/package\\.json$/, '');
const schema = JSON.parse(gunzipSync(readFileSync(folder + 'collector/schema/0.155.0.json.gz')));
const files = [{ name: 'a.yaml', text: 'exporters: { otlphttp: { timeout: 5 } }' }];
const options = { schema, env: {}, readFile: () => '' };
const idsOf = ({ problems }) => [...new Set(problems.map(({ id }) => id))];
console.log(JSON.stringify([idsOf(lintConfiguration(files, options)), idsOf(validateConfiguration(files, options))]));
`;

test('binnacle/collector lints and validates in a program', async () => {
  const out = await run(process.execPath, ['--input-type=module', '--eval', PROGRAM], { cwd: root });
  const [linted, validated] = JSON.parse(out);
  expect(linted).toEqual(expect.arrayContaining(['deprecated-component', 'duration-without-unit']));
  expect(validated).toContain('missing');
});
