import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { applyFixes } from '../../../src/collector/lint/fix/apply-fixes.ts';
import type { LintRule } from '../../../src/collector/lint/rule.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { requireServer } from '../../backends/find-server.ts';
import { run } from '../../backends/run.ts';
import { lintSources, shown, sourcesOf } from './lint-text.ts';

const binary = await requireServer('otelcol');

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
  let known: ReadonlySet<string> = new Set();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-lint-'));
    await writeFile(join(folder, 'base.yaml'), BASE_EXAMPLE);
    const listed = await run(binary ?? '', ['components']);
    known = new Set([...listed.matchAll(/- name: (\S+)/g)].map(([, type]) => type as string));
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

  test.each(
    rules.flatMap((rule) => [
      [`${rule.id}-good`, rule.good, false] as const,
      [`${rule.id}-bad`, rule.bad, rule.isRefused ?? false] as const,
      ...(rule.fixed === undefined ? [] : [[`${rule.id}-fixed`, rule.fixed, false] as const]),
    ]),
  )('takes %s as its rule says', async (name, text, isRefused) => {
    const answer = await accepts(name, text);
    // A Collector built with fewer components cannot judge this example.
    const missing = /unknown type: "(\w+)"/.exec(answer)?.[1];
    if (missing !== undefined && !known.has(missing)) return;
    if (isRefused) expect(answer).not.toBe('accepted');
    else expect(answer).toBe('accepted');
  });
});
