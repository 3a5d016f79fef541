import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import { loadConfiguration } from '../../src/collector/document/load.ts';
import type { ConfigNode } from '../../src/collector/document/node.ts';
import type { CollectorSchema } from '../../src/collector/schema/schema.ts';

const folder = join(import.meta.dirname, '../../collector');

export const schema = JSON.parse(
  gunzipSync(readFileSync(join(folder, 'schema/0.155.0.json.gz'))).toString('utf8'),
) as CollectorSchema;

/** A configuration of some texts, laid over each other. */
export const loadTexts = (...texts: readonly string[]): ConfigNode => {
  const readFile = (): string => {
    throw new Error('not there');
  };
  const files = texts.map((text, index) => ({ name: `${index}.yaml`, text }));
  const { node, problems } = loadConfiguration(files, { env: {}, readFile });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return node as ConfigNode;
};

/** The Collector of this project, with a sampling preset. */
export const loadShipped = (preset?: string): ConfigNode =>
  loadTexts(
    ...['collector.yaml', 'redaction.yaml', ...(preset ? [`sampling/${preset}.yaml`] : [])].map((path) =>
      readFileSync(join(folder, path), 'utf8'),
    ),
  );
