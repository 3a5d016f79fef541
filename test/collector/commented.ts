import { Document, parseDocument, Scalar, type ToStringOptions, visit } from 'yaml';

/** A text with a comment of its own at each place where one can stand. */
export interface Commented {
  readonly text: string;
  readonly comments: readonly string[];
}

type Where = 'above' | 'behind' | 'above and behind';

const WHERE: readonly Where[] = ['above', 'behind', 'above and behind'];

const STYLES = {
  'as it is': undefined,
  'in blocks': { lineWidth: 0, collectionStyle: 'block', indentSeq: false },
  'in braces over many lines': { lineWidth: 8, collectionStyle: 'flow' },
} as const;

const meaningOf = (text: string): string | undefined => {
  const document = parseDocument(text, { uniqueKeys: false });
  return document.errors.length > 0 ? undefined : JSON.stringify(document.toJS());
};

const commentOn = (text: string, where: Where): Commented => {
  const meaning = meaningOf(text);
  let lines = text.replace(/\n$/, '').split('\n');
  const comments: string[] = [];
  // From the end, so that what was put does not move what comes next. Inside a text it would be a part of it.
  const tryTo = (change: (comment: string) => readonly string[]): void => {
    const comment = `# c${comments.length}.`;
    const next = [...change(comment)];
    if (meaningOf(next.join('\n')) !== meaning) return;
    lines = next;
    comments.push(comment);
  };
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (where !== 'above') tryTo((comment) => lines.with(at, `${line} ${comment}`));
    const indent = /^ */.exec(line)?.[0] ?? '';
    if (where !== 'behind') tryTo((comment) => lines.toSpliced(at, 0, `${indent}${comment}`));
  }
  tryTo((comment) => [...lines, comment]);
  return { text: `${lines.join('\n')}\n`, comments };
};

const inStyle = (text: string, options: ToStringOptions): string => {
  const document = new Document(parseDocument(text).toJS());
  visit(document, {
    Scalar: (_, node) => {
      // Within braces the Collector's reader wants quotes around these, and the library writes none.
      if (typeof node.value === 'string' && /^:|\?/.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  // The library puts what is empty where it cannot stand.
  return document.toString(options).replace(/:\n *(\[\]|\{\})$/gm, ': $1');
};

/** A configuration in several ways of writing, with comments above its lines, at their ends, and both. */
export const commentedForms = (
  text: string,
): readonly (Commented & { readonly form: string; readonly bare: string })[] =>
  Object.entries(STYLES).flatMap(([style, options]) => {
    const bare = options ? inStyle(text, options) : text;
    return WHERE.map((where) => ({ form: `${style}, ${where}`, bare, ...commentOn(bare, where) }));
  });

/** The comments that are not there once. */
export const lostOrTwice = (text: string, comments: readonly string[]): readonly string[] =>
  comments.filter((each) => text.split(each).length !== 2);
