import type { Environment } from '../settings/index.ts';

// Environment variables in the values of a configuration file.
// https://opentelemetry.io/docs/specs/otel/configuration/data-model/#environment-variable-substitution

export type Substituted =
  | { readonly text: string; readonly changed: boolean }
  /** A reference that is not one; nothing of the text may be used. */
  | { readonly fault: string };

const CONTENT = /^(?:([A-Za-z]\w*):(?!-))?(.*)$/s;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a person has to write
const EXPECTED = 'expected a reference such as ${NAME}, ${env:NAME} or ${NAME:-default}';

class BadReference extends Error {}

const resolveReference = (content: string, env: Environment): string => {
  const [, prefix = 'env', rest = ''] = CONTENT.exec(content) ?? [];
  const variable = VARIABLE.exec(rest);
  const looksLikeName = VARIABLE.test(prefix);
  if (prefix !== 'env' && looksLikeName && variable)
    throw new BadReference(`the prefix "${prefix}" is not known; known: env`);
  if (prefix !== 'env' || !variable) throw new BadReference(EXPECTED);
  const [, name = '', fallback = ''] = variable;
  return env[name] || fallback;
};

/** Where a letter stands next; each part of the text is looked at once, however often it is asked. */
const nextOf = (text: string, letter: string): ((from: number) => number) => {
  let found = -1;
  return (from) => {
    if (found < from) found = text.indexOf(letter, from);
    if (found < 0) found = text.length;
    return found;
  };
};

/** A text without `$$`, in one pass: each reference ends at the first brace after it, on the same line. */
const resolveReferences = (text: string, env: Environment): string => {
  let result = '';
  let done = 0;
  const nextBrace = nextOf(text, '}');
  const nextLine = nextOf(text, '\n');
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', Math.max(done, open + 1))) {
    const close = nextBrace(open);
    if (close === text.length) break;
    if (nextLine(open) < close) continue;
    const content = text.slice(open + 2, close);
    try {
      result += text.slice(done, open) + resolveReference(content, env);
    } catch (error) {
      if (!(error instanceof BadReference)) throw error;
      throw new BadReference(`"\${${content}}": ${error.message}`);
    }
    done = close + 1;
  }
  return result + text.slice(done);
};

/** What variables hold is taken as it is: never a reference, an escape or YAML of its own. */
export const substitute = (text: string, env: Environment): Substituted => {
  if (!text.includes('$')) return { text, changed: false };
  try {
    // `$$` is read first, from the left; between two of them references are looked for.
    const result = text
      .split('$$')
      .map((piece) => resolveReferences(piece, env))
      .join('$');
    return { text: result, changed: result !== text };
  } catch (error) {
    if (error instanceof BadReference) return { fault: error.message };
    throw error;
  }
};
