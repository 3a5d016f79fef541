import { readFileSync } from 'node:fs';
import type { RedactionPolicy } from '../core/redaction/index.ts';
import { parsePolicy } from '../core/redaction/policy-file/parse-policy.ts';
import { at } from '../core/yaml/parse.ts';

const INSTEAD = 'the preset strict is used instead';

/**
 * Reads a policy file of a running service. A chunk of its own, loaded only where there is such a file. One that cannot
 * be used is one warning with its first fault, and `strict`.
 */
export const readPolicyFile = (file: string, warn: (line: string) => void): RedactionPolicy => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    warn(`redaction policy ${JSON.stringify(file)} cannot be read (${reason}); ${INSTEAD}`);
    return { preset: 'strict' };
  }
  const { policy, faults } = parsePolicy(text);
  if (policy) return policy;
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const what = first ? at(file, first, first.message) : `${file}: not a policy`;
  warn(`${what}${more}; ${INSTEAD}; to check the file: binnacle config check ${file}`);
  return { preset: 'strict' };
};
