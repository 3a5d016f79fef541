// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of the Collector
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { optionalServer } from '../../backends/optional-server.ts';
import { collectorRun } from '../differential/collector-run.ts';
import { createSurroundings } from '../differential/surroundings.ts';
import { complete } from './complete.ts';
import { schema } from './schema.ts';

/** `token` and the certificates are there: see `createSurroundings`; its variables are NUMBER: 5, EMPTY and more. */
const CASES: readonly (readonly [string, string, string | undefined])[] = [
  ['a token that is there', 'bearer_token_file: ./token', undefined],
  ['a token that is not there', 'bearer_token_file: ./gone', './gone'],
  ['a token by a variable', 'bearer_token_file: "./${env:NAME}"', undefined],
  ['a token whose name ends with a variable', 'bearer_token_file: "./token${env:TEXT}"', './tokenabc'],
  ['a token that is a variable', 'bearer_token_file: "${env:TEXT}"', 'abc'],
  ['a token that is a number of a variable', 'bearer_token_file: "${env:NUMBER}"', '5'],
  ['a token that is a number', 'bearer_token_file: 5', '5'],
  ['a token by a default', 'bearer_token_file: "${env:UNSET:-./gone}"', './gone'],
  ['a token that is empty', 'bearer_token_file: "${env:EMPTY}"', undefined],
  ['credentials by a variable', 'authorization: { credentials_file: "${env:TEXT}" }', 'abc'],
  ['credentials that are a number', 'authorization: { credentials_file: "${env:NUMBER}" }', '5'],
  [
    'a token of Kubernetes',
    'kubernetes_sd_configs: [{ role: pod, api_server: "http://localhost:1", bearer_token_file: "./${env:TEXT}" }]',
    './abc',
  ],
  [
    'a certificate by a variable',
    'tls_config: { cert_file: "${env:TEXT}", key_file: ./server-key.pem }',
    'abc',
  ],
];

const binary = await optionalServer('otelcol-full');
const folder = await mkdtemp(join(tmpdir(), 'scrape-files-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const surroundings = createSurroundings(folder);
const env = { ...surroundings.env, NAME: 'token' };

const configuration = (scrape: string): string =>
  complete(`receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, ${scrape} }] } } }`, schema);

test.each(CASES)('%s', (_, scrape, missing) => {
  const { problems } = validateConfiguration([{ name: 'a.yaml', text: configuration(scrape) }], {
    ...surroundings,
    schema,
    env,
  });
  const faults = problems.filter(({ severity }) => severity === 'error');
  expect(faults).toEqual([]);
  const said = problems.filter(({ id }) => id === 'missing-file').map(({ message }) => message);
  expect(said).toEqual(
    missing === undefined ? [] : [expect.stringContaining(`"${missing}" does not exist here`)],
  );
});

(binary ? test : test.skip).each(CASES)('the real Collector agrees on %s', async (name, scrape, missing) => {
  const file = join(folder, `${name.replaceAll(' ', '-')}.yaml`);
  await writeFile(file, configuration(scrape));
  const said = await collectorRun(binary ?? '', { folder, env })([file]);
  if (missing === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(`"${missing}": stat ${missing}: no such file`);
});

test('what traces Prometheus itself is read by nobody', () => {
  const tracing = 'tracing: { endpoint: a, tls_config: { cert_file: ./gone.pem, key_file: ./gone.pem } }';
  const text = `receivers: { prometheus: { config: { scrape_configs: [{ job_name: a }], ${tracing} } } }`;
  const { problems } = validateConfiguration([{ name: 'a.yaml', text: complete(text, schema) }], {
    ...surroundings,
    schema,
    env,
  });
  expect(problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
});
