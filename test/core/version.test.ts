import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SDK_VERSION, VERSION } from '../../src/core/version.ts';

const root = join(import.meta.dirname, '../..');

test.each([
  ['VERSION', VERSION, 'package.json'],
  ['SDK_VERSION', SDK_VERSION, 'node_modules/@opentelemetry/sdk-trace/package.json'],
])('%s of src/core/version.ts is %s, as in %s', (_name, version, file) => {
  const { version: expected } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { version: string };
  expect(version).toBe(expected);
});
