import { Lexer } from 'yaml';
import { hasKeyTwice, parseRecent } from '../../../core/yaml/recent.ts';
import { locate, rangeOf } from './locate.ts';
import { applyEdits, type Edit, inOrder, lineStart, splice } from './text.ts';

interface Comment {
  readonly text: string;
  readonly start: number;
}

/** What the lexer puts between the parts of a text that is not of the text: a document, an error, a scalar follows. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);

const commentsOf = (text: string): readonly Comment[] => {
  const comments: Comment[] = [];
  let start = 0;
  let isScalar = false;
  for (const part of new Lexer().lex(text)) {
    if (MARKS.has(part)) {
      isScalar = part === '\u001f';
      continue;
    }
    if (!isScalar && part.startsWith('#')) comments.push({ text: part.trimEnd(), start });
    isScalar = false;
    start += part.length;
  }
  return comments;
};

/** The comments that edits take away and put nowhere, with the edit that does. */
const lostBy = (
  before: string,
  after: string,
  edits: readonly Edit[],
): readonly { readonly text: string; readonly edit: Edit }[] => {
  const left = new Map<string, number>();
  const count = (text: string, by: number): number => {
    const now = (left.get(text) ?? 0) + by;
    left.set(text, now);
    return now;
  };
  for (const { text } of commentsOf(after)) count(text, 1);
  const inside: { text: string; edit: Edit }[] = [];
  for (const { text, start } of commentsOf(before)) {
    const edit = edits.find((each) => each.start <= start && start < each.end);
    if (edit) inside.push({ text, edit });
    else count(text, -1);
  }
  return inside.filter(({ text }) => count(text, -1) < 0);
};

/** Where an edit begins in the text that all of them made. */
const startAfter = (before: string, edits: readonly Edit[], edit: Edit): number => {
  const earlier = edits.slice(0, edits.indexOf(edit));
  return applyEdits(before, earlier).length - (before.length - edit.start);
};

/** The line that tells where a comment goes, and how far in. */
interface Line {
  readonly at: number;
  readonly indent: string;
}

const indentAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';

const lineOf = (before: string, after: string, edits: readonly Edit[], edit: Edit): Line => {
  const { document } = parseRecent(after);
  const successor = edit.instead && document ? locate(document, edit.instead) : undefined;
  const node = successor?.key ?? successor?.value;
  if (node) {
    const at = lineStart(after, rangeOf(node)[0]);
    return { at, indent: indentAt(after, at) };
  }
  const start = startAfter(before, edits, edit);
  const at = lineStart(after, start);
  // Where whole lines went, the next one can be less far in than they were.
  return { at, indent: at === start ? indentAt(before, edit.start) : indentAt(after, at) };
};

const isSound = (text: string, comments: number): boolean => {
  const { document, faults } = parseRecent(text);
  if (commentsOf(text).length !== comments) return false;
  return document === undefined || (faults.length === 0 && !hasKeyTwice(document));
};

/** Puts lines above another; further up where that would be inside a text of several lines. */
const putAbove = (text: string, { at, indent }: Line, comments: readonly string[]): string => {
  const expected = commentsOf(text).length + comments.length;
  for (let line = at, margin = indent; ; line = lineStart(text, line - 1), margin = indentAt(text, line)) {
    const lines = comments.map((each) => `${margin}${each}\n`).join('');
    const isBehindBreak = line === 0 || text[line - 1] === '\n';
    const put = applyEdits(text, splice(line, line, isBehindBreak ? lines : `\n${lines}`));
    if (line === 0 || isSound(put, expected)) return put;
  }
};

/**
 * The text that edits made, with the comments that they took away: above what came in the place of what they were
 * about, else where that was.
 */
export const keepComments = (before: string, after: string, unordered: readonly Edit[]): string => {
  if (!unordered.some(({ start, end }) => before.slice(start, end).includes('#'))) return after;
  const edits = inOrder(unordered);
  const byPlace = new Map<number, { line: Line; comments: string[] }>();
  for (const { text, edit } of lostBy(before, after, edits)) {
    const line = lineOf(before, after, edits, edit);
    const there = byPlace.get(line.at) ?? { line, comments: [] };
    there.comments.push(text);
    byPlace.set(line.at, there);
  }
  return [...byPlace.values()]
    .toSorted((one, other) => other.line.at - one.line.at)
    .reduce((text, { line, comments }) => putAbove(text, line, comments), after);
};
