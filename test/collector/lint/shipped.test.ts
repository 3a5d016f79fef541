import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { lintSources, shown } from './lint-text.ts';

const folder = join(import.meta.dirname, '../../../collector');

const source = async (path: string) => ({ name: path, text: await readFile(join(folder, path), 'utf8') });

const own = [await source('collector.yaml'), await source('redaction.yaml')];

test('collector.yaml has nothing that is not explained in it', () => {
  expect(shown(lintSources(own))).toEqual([]);
});

test.each(presets.map(({ id }) => id))('nor has it with sampling/%s.yaml', async (id) => {
  const sources = [...own, await source(`sampling/${id}.yaml`)];
  expect(shown(lintSources(sources))).toEqual([]);
});

test('nor has it with browsers.yaml', async () => {
  expect(shown(lintSources([...own, await source('browsers.yaml')]))).toEqual([]);
});

const SECURE = '../deploy/secure/collector';

const LEFT_OVER = expect.stringMatching(
  /^collector\.yaml:\d+ unused-component: exporters\.file\/logs: /,
) as unknown as string;

/** In the order of the compose files. With Loki the exporter to a file has no use; the pages' logs go on using it. */
test.each<readonly [readonly string[], readonly string[]]>([
  [[], [LEFT_OVER]],
  [['browsers.yaml'], []],
  ...['certificate', 'token'].flatMap((auth): (readonly [readonly string[], readonly string[]])[] => [
    [[`${SECURE}.yaml`, `${SECURE}-${auth}.yaml`], [LEFT_OVER]],
    [
      [
        'browsers.yaml',
        `${SECURE}.yaml`,
        `${SECURE}-${auth}.yaml`,
        `${SECURE}-browsers.yaml`,
        `${SECURE}-browsers-${auth}.yaml`,
      ],
      [],
    ],
  ]),
])('with loki.yaml and %j nothing else is found', async (names, expected) => {
  const sources = [...own, ...(await Promise.all(['loki.yaml', ...names].map(source)))];
  expect(shown(lintSources(sources))).toEqual(expected);
});
