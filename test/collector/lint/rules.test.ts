import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { applyFixes } from '../../../src/collector/lint/fix/apply-fixes.ts';
import type { LintRule } from '../../../src/collector/lint/rule.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { run } from '../../backends/run.ts';
import { builtInTypes, typesIn } from '../built-in.ts';
import { lintSources, schema, shown, sourcesOf } from './lint-text.ts';

const binary = await fullestCollector();
const known = await builtInTypes(binary);

/** Types in examples that collector/manifest.yaml does not have. */
const NOT_BUILT_IN: readonly string[] = [
  'basicauth',
  'count',
  'file_log',
  'groupbytrace',
  'k8s_attributes',
  'kafka',
  'pprof',
  'prometheus',
  'prometheus_remote_write',
  'resource_detection',
  'routing',
  'zpages',
];

/** The line that ends with `# here`. */
const expectedLine = ({ bad }: LintRule): number =>
  bad.split('\n').findIndex((line) => line.endsWith('# here')) + 1;

const fixText = (rule: LintRule, text: string): string => {
  const fixed = applyFixes(sourcesOf(text), (sources) => lintSources(sources, { only: [rule.id] }));
  expect(fixed[0]?.text).toBe(BASE_EXAMPLE);
  return fixed[1]?.text ?? '';
};

test('there are at least 40 rules, and each names its file and a source', () => {
  expect(rules.length).toBeGreaterThanOrEqual(40);
  for (const { id, source, summary, why } of rules) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(source).toMatch(/^https:\/\//);
    expect(summary).not.toMatch(/\.$/);
    expect(why).toMatch(/\.$/);
  }
});

test('no rule finds anything in the configuration that examples are laid over', () => {
  expect(shown(lintSources(sourcesOf('{}\n')))).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('its good example passes every rule', () => {
    const found = lintSources(sourcesOf(rule.good), rule.options).filter(
      ({ place }) => place.file === 'rule.yaml',
    );
    expect(shown(found)).toEqual([]);
  });

  test('it finds its bad example, at its line and nowhere else', () => {
    const found = lintSources(sourcesOf(rule.bad), { only: [id], ...rule.options });
    expect(found.map(({ place }) => [place.file, place.line])).toEqual([['rule.yaml', expectedLine(rule)]]);
  });

  test('what it can fix is fixed as written, and once', () => {
    expect(fixText(rule, rule.bad)).toBe(rule.fixed ?? rule.bad);
    if (rule.fixed === undefined) return;
    expect(fixText(rule, rule.fixed)).toBe(rule.fixed);
    expect(shown(lintSources(sourcesOf(rule.fixed), { only: [id] }))).toEqual([]);
  });
});

(binary ? describe : describe.skip)('the real Collector', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-lint-'));
    await writeFile(join(folder, 'base.yaml'), BASE_EXAMPLE);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const accepts = async (name: string, text: string): Promise<string> => {
    const path = join(folder, `${name}.yaml`);
    await writeFile(path, text);
    return run(binary ?? '', ['validate', `--config=${join(folder, 'base.yaml')}`, `--config=${path}`], {
      cwd: folder,
    }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  };

  const examples = rules.flatMap((rule) => [
    [`${rule.id}-good`, rule.good, false] as const,
    [`${rule.id}-bad`, rule.bad, rule.isRefused ?? false] as const,
    ...(rule.fixed === undefined ? [] : [[`${rule.id}-fixed`, rule.fixed, false] as const]),
  ]);
  const missingIn = (text: string): readonly string[] =>
    typesIn([BASE_EXAMPLE, text], schema).filter((type) => !known.has(type));
  const notJudged = examples.filter(([, text]) => missingIn(text).length > 0);

  if (notJudged.length > 0)
    test.skip.each(notJudged.map(([name]) => name))(
      'takes %s as its rule says: the Collector does not have all of its components',
      () => {},
    );

  test('what cannot be judged has components that are not built in, and all of these are known', () => {
    const missing = new Set(notJudged.flatMap(([, text]) => missingIn(text)));
    expect([...missing].toSorted()).toEqual(NOT_BUILT_IN.filter((type) => !known.has(type)));
  });

  test.each(examples.filter((each) => !notJudged.includes(each)))(
    'takes %s as its rule says',
    async (name, text, isRefused) => {
      const answer = await accepts(name, text);
      if (isRefused) expect(answer).not.toBe('accepted');
      else expect(answer).toBe('accepted');
    },
  );
});
