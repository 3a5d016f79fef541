import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundleForBrowser } from '../../../scripts/build-browser-bundle.ts';
import { renderSize, sizeInBrowser } from '../../../scripts/redaction-size.ts';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';

const root = join(import.meta.dirname, '../../..');

/**
 * What somebody who opens a page has to load, in bytes with gzip. The goal of 6 KB holds for `small`, which is
 * `binnacle/redaction/browser`. Of `binnacle/redaction` the engine has all of that already, and the rules need twice
 * as much, policies and custom patterns as much again. The tables by which a text with nothing to hide is known at once
 * are 500 bytes of it, what makes lists of numbers cheap is 350, 800 with the rules, what makes prose cheap 200, and 600
 * that a search has an end which is known before; 80 more that URLs are read without anything made for them, 110 of the
 * rules that entropy tells keys from words, and 190 that words of prose are passed over by their first three letters; 350 that references of HTML are read, and 1,100 with
 * the rules, for passwords in Go's DSNs, of OpenSSL, keytool, htpasswd and others, and more cookies of sessions; 350 for tracks of
 * payment cards, and 450 for what the presets promise; 1,100 for phone numbers that are told by what is around them, 1,400 for
 * sixty more vendors' keys, 700 for .netrc, settings and more programs, 400 in the engine for digits of other scripts, 900 for
 * hashes of passwords, parts of forms, XML and YAML, and 150 that patterns of one's own are asked within ids. What is allowed may shrink, and not grow without a reason.
 */
const MAX_GZIP_BYTES = { engine: 8_850, 'with rules': 40_850, small: 6_000 };

test.each(['engine', 'with rules', 'small'] as const)('what a browser loads is small: %s', async (what) => {
  const size = await sizeInBrowser(what);
  // The sizes of all files are told with the failure.
  if (size.gzipBytes > MAX_GZIP_BYTES[what])
    throw new Error(`more than ${MAX_GZIP_BYTES[what]} bytes:\n${renderSize(size)}`);
});

test('what a browser loads does the same, but for statements', async () => {
  const { text } = await bundleForBrowser(root, "export * from './src/core/redaction/browser.ts';");
  const inBrowser = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    createRedactor: typeof createRedactor;
  };
  const there = inBrowser.createRedactor();
  const here = createRedactor();
  expect(there.sql("SELECT 'jo'")).toBe('REDACTED');
  expect(there.sql('')).toBe('');
  const statement = { 'db.query.text': "SELECT 'jo'" };
  expect(there.attributes(statement)).toEqual({ 'db.query.text': 'REDACTED' });
  for (const { vectors, ignores } of Object.values(ruleFacts))
    for (const example of [...vectors.map(([each]) => each), ...ignores]) {
      expect(there.text(example)).toBe(here.text(example));
      expect(there.url(`/a?b=${example}`)).toBe(here.url(`/a?b=${example}`));
    }
});
