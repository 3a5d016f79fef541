import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { looksBundled } from '../../../src/node/report/bundle.ts';
import { describeUntraced } from '../../../src/node/report/untraced.ts';
import { runFixture } from '../run-fixture.ts';

const QUIET = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };

describe('describeUntraced', () => {
  const NOTHING = { early: [], unsupported: [], bundled: [] };
  test('says nothing where everything is traced', () => {
    expect(describeUntraced(NOTHING)).toBeUndefined();
  });
  test('is one line that names each', () => {
    const line = describeUntraced({
      early: ['express 5.0.0', 'pg 8.0.0'],
      unsupported: ['redis 1.0.0 (supported: >=2)'],
      bundled: [],
    });
    expect(line).toMatch(
      /^not traced: express 5\.0\.0, pg 8\.0\.0: loaded before.*\. redis 1\.0\.0 \(supported: >=2\): this version/,
    );
    expect(line).not.toContain('\n');
  });
});

test.each([
  ['what a person writes', "import express from 'express';\nconst app = express();\n", false],
  ['esbuild', 'var __commonJS = (cb) => cb;\n// node_modules/express/index.js\n', true],
  ['webpack', '/******/ __webpack_require__(1)', true],
  ['something minified', `var a=${'b+'.repeat(4_000)}1`, true],
])('%s: a bundle or not', (_what, text, bundled) => {
  expect(looksBundled(text)).toBe(bundled);
});

describe('a package of a version that is not supported', () => {
  let home = '';
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'old-packages-'));
    const folder = join(home, 'node_modules/pg');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'pg', version: '1.2.3', main: 'index.js' }),
    );
    writeFileSync(join(folder, 'index.js'), 'module.exports = {};');
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test('is named once, with those that are', async () => {
    const { code, stderr } = await runFixture('old-packages.cjs', {
      env: { ...QUIET, OLD_PACKAGE: join(home, 'node_modules/pg') },
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^binnacle: not traced: pg 1\.2\.3 \(supported: >=8\.0\.3 <9\): this version is not patched\n$/,
    );
  }, 30_000);

  test('is not named where Binnacle is to be quiet', async () => {
    const { stderr } = await runFixture('old-packages.cjs', {
      env: { ...QUIET, OLD_PACKAGE: join(home, 'node_modules/pg'), OTEL_LOG_LEVEL: 'none' },
    });
    expect(stderr).toBe('');
  }, 30_000);
});
