// A file of ten thousand exporters is checked, mended and migrated in seconds: work grows with the file, and what looks
// at the whole file does so as often for a large one as for a small one.
import { expect, test } from '@jest/globals';
import { diffConfigurations } from '../../src/collector/diff/diff.ts';
import { loadConfiguration, type SourceFile } from '../../src/collector/document/load.ts';
import type { ConfigNode } from '../../src/collector/document/node.ts';
import { applyFixes } from '../../src/collector/lint/fix/apply-fixes.ts';
import { migrate } from '../../src/collector/migrate/migrate.ts';
import { lintSources, schema } from './lint/lint-text.ts';

const SMALL = 20;
const LARGE = 400;

/** Exporters with former names, a duration without unit, retries without end, and a pipeline for every ten of them. */
const textOf = (count: number): string => {
  const ids = Array.from({ length: count }, (_, index) => `otlphttp/${index}`);
  const exporters = ids.map(
    (id) =>
      `  ${id}: # kept\n    endpoint: https://${id.slice(9)}.example:4318\n    timeout: 5\n    retry_on_failure: { max_elapsed_time: 0 }\n`,
  );
  const pipelines = Array.from({ length: count / 10 }, (_, index) => {
    const own = ids.slice(index * 10, index * 10 + 10).join(', ');
    return `    traces/${index}: { receivers: [otlp], processors: [batch], exporters: [${own}] }\n`;
  });
  return `receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } } }
processors: { batch: { timeout: 5s } }
exporters:
${exporters.join('')}service:
  telemetry:
    metrics:
      address: 127.0.0.1:8888
  pipelines:
${pipelines.join('')}`;
};

const sourcesOf = (count: number): readonly SourceFile[] => [{ name: 'a.yaml', text: textOf(count) }];

const load = (sources: readonly SourceFile[]): ConfigNode =>
  loadConfiguration(sources, { env: {}, readFile: () => '' }).node as ConfigNode;

const lintsWhileFixing = (count: number): number => {
  let lints = 0;
  const [fixed] = applyFixes(sourcesOf(count), (sources) => {
    lints++;
    return lintSources(sources);
  });
  expect(fixed?.text).not.toMatch(/otlphttp\/|timeout: 5$/m);
  expect(fixed?.text.match(/# kept/g)).toHaveLength(count);
  return lints;
};

const loadsWhileMigrating = (count: number): number => {
  let loads = 0;
  const { sources } = migrate(sourcesOf(count), {
    to: '0.155.0',
    schema,
    load: (each) => {
      loads++;
      return load(each);
    },
  });
  expect(sources[0]?.text).not.toMatch(/otlphttp\/|^ {6}address:/m);
  return loads;
};

test('all findings of a rule are mended in one step', () => {
  expect(lintsWhileFixing(LARGE)).toBe(lintsWhileFixing(SMALL));
});

test('all uses of a name are migrated in one step', () => {
  expect(loadsWhileMigrating(LARGE)).toBe(loadsWhileMigrating(SMALL));
});

/** The node, with a count of how often one of its maps or lists is looked at. */
const counted = (node: ConfigNode, count: { reads: number }): ConfigNode => {
  if (node.kind === 'scalar') return node;
  const inner =
    node.kind === 'map'
      ? {
          entries: new Map(
            [...node.entries].map(([key, entry]) => [key, { ...entry, value: counted(entry.value, count) }]),
          ),
        }
      : { items: node.items.map((item) => counted(item, count)) };
  return new Proxy({ ...node, ...inner } as ConfigNode, {
    get: (target, key) => {
      if (key === 'entries' || key === 'items') count.reads++;
      return Reflect.get(target, key);
    },
  });
};

test('what diff reads grows with the file', () => {
  const readsOf = (size: number): number => {
    const count = { reads: 0 };
    const before = counted(load(sourcesOf(size)), count);
    const [after] = sourcesOf(size).map((source) => ({
      ...source,
      text: source.text.replaceAll('timeout: 5\n', 'timeout: 6\n'),
    }));
    const differences = diffConfigurations(
      before,
      counted(load([after as SourceFile]), count),
      schema,
      schema,
    );
    expect(differences.length).toBeGreaterThanOrEqual(size);
    return count.reads;
  };
  expect(readsOf(LARGE) / readsOf(SMALL)).toBeLessThan((1.5 * LARGE) / SMALL);
});
