// The redaction engine as a bundle for browsers, in a real one, with the vectors that Node and the Collector have.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { attributeVectors, bodyVectors, textVectors } from '../core/redaction/vectors/index.ts';
import { type Browser, chromiumOrSkip, launchChromium } from './chromium.ts';

const executable = chromiumOrSkip();
const suite = executable ? describe : describe.skip;

interface Cleaned {
  readonly texts: readonly string[];
  readonly attributes: readonly unknown[];
  readonly bodies: readonly unknown[];
}

const bundle = async (): Promise<string> => {
  const { outputFiles, warnings } = await build({
    entryPoints: [join(import.meta.dirname, '../../src/core/redaction/index.ts')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'binnacleRedaction',
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
    await page.addScriptTag({ content: await bundle() });
    const input = {
      texts: textVectors.map((vector) => vector.input),
      attributes: attributeVectors.map((vector) => vector.input),
      bodies: bodyVectors.map((vector) => vector.input),
    };
    const script = `(({ texts, attributes, bodies }) => {
      const redactor = binnacleRedaction.createRedactor();
      return {
        texts: texts.map((text) => redactor.text(text)),
        attributes: attributes.map((record) => redactor.attributes(record)),
        bodies: bodies.map((body) => redactor.log({ body }).body),
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
});
