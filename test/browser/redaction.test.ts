// What the package gives a page, in a real browser, with the vectors that Node and the Collector have.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { createRedactor, type RedactionPolicy, rules } from '../../src/core/redaction/index.ts';
import { createClean } from '../../src/web/redaction/clean.ts';
import { smallVectors } from '../core/redaction/small/vectors.ts';
import {
  attributeVectors,
  bodyVectors,
  STATEMENT_IN_PAGE,
  statementRecords,
  statementVectors,
  textVectors,
} from '../core/redaction/vectors/index.ts';
import { type Browser, chromiumOrSkip, launchChromium } from './chromium.ts';
import { PATIENCE_MILLIS } from './patience.ts';

const executable = chromiumOrSkip();
const suite = executable ? describe : describe.skip;

const root = join(import.meta.dirname, '../..');

/** As a page has it that was bundled; `binnacle/…` is what is published, so dist is to be built before. */
const bundle = async (entry: string, globalName: string): Promise<string> => {
  const { outputFiles, warnings } = await build({
    stdin: { contents: `export * from '${entry}'`, resolveDir: root },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName,
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  return outputFiles[0]?.text ?? '';
};

const statements = statementVectors.flatMap(({ what, system, statement }) =>
  statementRecords(system, statement).map((record) => ({ what, system, statement, record })),
);

/** Everything that a rule finds becomes a hash. */
const HASHING: RedactionPolicy = {
  hashKey: '0123456789abcdef0123',
  rules: Object.fromEntries(rules.map(({ id }) => [id, 'hash'])),
};

const input = {
  texts: textVectors.map((vector) => vector.input),
  attributes: attributeVectors.map((vector) => vector.input),
  bodies: bodyVectors.map((vector) => vector.input),
  statements: statements.map(({ record }) => record),
  small: smallVectors.map((vector) => vector.input),
  policy: HASHING,
};

interface Cleaned {
  readonly texts: readonly string[];
  readonly attributes: readonly unknown[];
  readonly bodies: readonly unknown[];
  readonly statements: readonly unknown[];
  readonly small: readonly string[];
  readonly statementsInSmall: readonly unknown[];
  readonly hashed: readonly string[];
  readonly compact: readonly string[];
  readonly urlsInCompact: readonly string[];
}

const SCRIPT = `(({ texts, attributes, bodies, statements, small, policy }) => {
  const redactor = binnacleRedaction.createRedactor();
  const smallRedactor = binnacleSmall.createSmallRedactor(binnacleSmall.smallRules);
  const compact = binnacleCompact.createClean();
  const hashing = binnacleRedaction.createRedactor(policy);
  return {
    texts: texts.map((text) => redactor.text(text)),
    attributes: attributes.map((record) => redactor.attributes(record)),
    bodies: bodies.map((body) => redactor.log({ body }).body),
    statements: statements.map((record) => redactor.attributes(record)),
    small: small.map((text) => smallRedactor.text(text)),
    statementsInSmall: statements.map((record) => smallRedactor.attributes(record)),
    hashed: texts.map((text) => hashing.text(text)),
    compact: texts.map((text) => compact(text, 'note')),
    urlsInCompact: texts.map((text) => compact('/a?b=' + text, 'url.full')),
  };
})(${JSON.stringify(input)})`;

suite('redaction in a browser', () => {
  let browser: Browser;
  let page: Page;
  let cleaned: Cleaned;

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    page = await browser.context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    await page.addScriptTag({ content: await bundle('binnacle/redaction', 'binnacleRedaction') });
    await page.addScriptTag({ content: await bundle('binnacle/redaction/browser', 'binnacleSmall') });
    await page.addScriptTag({ content: await bundle('./src/web/redaction/clean.ts', 'binnacleCompact') });
    cleaned = (await page.evaluate(SCRIPT)) as Cleaned;
  });
  afterAll(() => browser?.close());

  test.each(textVectors.map((vector, i) => ({ ...vector, i })))(
    'a text: $rule: $input',
    ({ expected, i }) => {
      expect(cleaned.texts[i]).toBe(expected);
    },
  );
  test.each(attributeVectors.map((vector, i) => ({ ...vector, i })))(
    'attributes: $what',
    ({ expected, inPage = expected, i }) => {
      expect(cleaned.attributes[i]).toEqual(inPage);
    },
  );
  test('a keyed hash is that of Node', () => {
    const here = createRedactor(HASHING);
    expect(cleaned.hashed).toEqual(input.texts.map((text) => here.text(text)));
    expect(cleaned.hashed.filter((text) => /\[HASHED:email_[0-9a-f]{16}\]/.test(text))).not.toEqual([]);
  });
  test.each(bodyVectors.map((vector, i) => ({ ...vector, i })))('a body: $what', ({ expected, i }) => {
    expect(cleaned.bodies[i]).toEqual(expected);
  });
  test.each(statements.map((vector, i) => ({ ...vector, i })))(
    'a statement goes as a whole: $system: $what',
    ({ record, statement, i }) => {
      const expected = Object.fromEntries(
        Object.entries(record).map(([key, value]) => [key, value === statement ? STATEMENT_IN_PAGE : value]),
      );
      expect(cleaned.statements[i]).toEqual(expected);
      expect(cleaned.statementsInSmall[i]).toEqual(expected);
    },
  );
  test.each(smallVectors.map((vector, i) => ({ ...vector, i })))(
    'a text, by the small redactor: $rule: $input',
    ({ expected, i }) => {
      expect(cleaned.small[i]).toBe(expected);
    },
  );

  // What these are to be is in test/web/redaction/vectors.test.ts: here only that the browser reads its patterns as Node.
  const clean = createClean();
  test.each(textVectors.map((vector, i) => ({ ...vector, i })))(
    'a text, by the compact rules of binnacle/web: $rule: $input',
    ({ input: text, i }) => {
      expect(cleaned.compact[i]).toBe(clean(text, 'note'));
      expect(cleaned.urlsInCompact[i]).toBe(clean(`/a?b=${text}`, 'url.full'));
    },
  );
});
