import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundleForBrowser } from '../../../scripts/build-browser-bundle.ts';
import { renderSize, sizeInBrowser } from '../../../scripts/redaction-size.ts';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';

const root = join(import.meta.dirname, '../../..');

/** What somebody who opens a page has to load for it. */
const MAX_GZIP_BYTES = 6 * 1_024;

test('what a browser loads is small', async () => {
  const size = await sizeInBrowser();
  // The sizes of all files are told with the failure.
  if (size.gzipBytes > MAX_GZIP_BYTES)
    throw new Error(`more than ${MAX_GZIP_BYTES} bytes:\n${renderSize(size)}`);
});

test('what a browser loads does the same', async () => {
  const { text } = await bundleForBrowser(root, "export * from './src/core/redaction/browser.ts';");
  const inBrowser = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    createRedactor: typeof createRedactor;
  };
  const there = inBrowser.createRedactor();
  const here = createRedactor();
  for (const { vectors, ignores } of Object.values(ruleFacts))
    for (const example of [...vectors.map(([each]) => each), ...ignores]) {
      expect(there.text(example)).toBe(here.text(example));
      expect(there.url(`/a?b=${example}`)).toBe(here.url(`/a?b=${example}`));
    }
});
