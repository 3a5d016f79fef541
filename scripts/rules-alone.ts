import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** A declaration as the formatter leaves it: its last line is a brace alone. */
const FACTS = /^export const facts\b[\s\S]*?^\};$/m;

/**
 * Leaves of the files of rules what redacts, and not what tests, documents and the Collector need. Bundlers would keep
 * some of that, because they do not know that making it has no effect.
 */
export const rulesAlone: Plugin = {
  name: 'rules-alone',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]redaction[\\/][\w-]+[\\/][\w-]+\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      return { loader: 'ts', contents: source.replace(FACTS, 'export const facts = {};') };
    });
  },
};
