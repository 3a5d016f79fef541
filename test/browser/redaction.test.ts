// The redaction engine as a bundle for browsers, in a real one, with the vectors that Node and the Collector have.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { smallVectors } from '../core/redaction/small/vectors.ts';
import { attributeVectors, bodyVectors, textVectors } from '../core/redaction/vectors/index.ts';
import { type Browser, chromiumOrSkip, launchChromium } from './chromium.ts';

const executable = chromiumOrSkip();
const suite = executable ? describe : describe.skip;

interface Cleaned {
  readonly texts: readonly string[];
  readonly attributes: readonly unknown[];
  readonly bodies: readonly unknown[];
  readonly small: readonly string[];
}

const bundle = async (entry: string, globalName: string): Promise<string> => {
  const { outputFiles, warnings } = await build({
    entryPoints: [join(import.meta.dirname, '../../src/core/redaction', entry)],
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

suite('redaction in a browser', () => {
  let browser: Browser;
  let page: Page;
  let cleaned: Cleaned;

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    page = await browser.context.newPage();
    await page.addScriptTag({ content: await bundle('index.ts', 'binnacleRedaction') });
    await page.addScriptTag({ content: await bundle('small/index.ts', 'binnacleSmall') });
    const input = {
      texts: textVectors.map((vector) => vector.input),
      attributes: attributeVectors.map((vector) => vector.input),
      bodies: bodyVectors.map((vector) => vector.input),
      small: smallVectors.map((vector) => vector.input),
    };
    const script = `(({ texts, attributes, bodies, small }) => {
      const redactor = binnacleRedaction.createRedactor();
      const smallRedactor = binnacleSmall.createSmallRedactor(binnacleSmall.smallRules);
      return {
        texts: texts.map((text) => redactor.text(text)),
        attributes: attributes.map((record) => redactor.attributes(record)),
        bodies: bodies.map((body) => redactor.log({ body }).body),
        small: small.map((text) => smallRedactor.text(text)),
      };
    })(${JSON.stringify(input)})`;
    cleaned = (await page.evaluate(script)) as Cleaned;
  }, 60_000);
  afterAll(() => browser?.close());

  test.each(textVectors.map((vector, i) => ({ ...vector, i })))(
    'a text: $rule: $input',
    ({ expected, i }) => {
      expect(cleaned.texts[i]).toBe(expected);
    },
  );
  test.each(attributeVectors.map((vector, i) => ({ ...vector, i })))(
    'attributes: $what',
    ({ expected, i }) => {
      expect(cleaned.attributes[i]).toEqual(expected);
    },
  );
  test.each(bodyVectors.map((vector, i) => ({ ...vector, i })))('a body: $what', ({ expected, i }) => {
    expect(cleaned.bodies[i]).toEqual(expected);
  });
  test.each(smallVectors.map((vector, i) => ({ ...vector, i })))(
    'a text, by the small redactor: $rule: $input',
    ({ expected, i }) => {
      expect(cleaned.small[i]).toBe(expected);
    },
  );
});
