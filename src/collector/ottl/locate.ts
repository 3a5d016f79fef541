import type { Place, ScalarNode } from '../document/node.ts';

const isSpace = (letter: string | undefined): boolean => letter === ' ' || letter === '\t' || letter === '\r';

const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|[\s\S])/y;

/** How much of the written text, and of the value, one step is; undefined where they do not fit. */
const step = (
  raw: string,
  at: number,
  value: string,
  done: number,
): readonly [number, number] | undefined => {
  const letter = raw[at] as string;
  if (letter === '\\' && raw.startsWith('"')) {
    ESCAPE.lastIndex = at;
    const sequence = ESCAPE.exec(raw)?.[0] ?? letter;
    if (sequence.includes('\n')) return [sequence.length, 0];
    return [sequence.length, (value.codePointAt(done) ?? 0) > 0xffff ? 2 : 1];
  }
  if (letter === "'" && raw.startsWith("'") && raw[at + 1] === "'") return [2, 1];
  // A dollar is written twice.
  if (raw.startsWith('$$', at) && value[done] === '$') return [2, 1];
  if (letter === '\n') return [1, value[done] === '\n' || value[done] === ' ' ? 1 : 0];
  if (letter === value[done]) return [1, 1];
  return isSpace(letter) ? [1, 0] : undefined;
};

/** How far the lines of a block scalar are indented. */
const indentOf = (raw: string, value: string): number => {
  const line = /\n( *)[^ \r\n]/.exec(raw)?.[1]?.length ?? 0;
  return line - (/^\n*( *)/.exec(value)?.[1]?.length ?? 0);
};

/** Where a character of a value stands in the text that it was written as; undefined where that cannot be told. */
const rawOffset = (raw: string, value: string, offset: number): number | undefined => {
  const isBlock = /^[|>]/.test(raw);
  const indent = isBlock ? indentOf(raw, value) : 0;
  const skipIndent = (from: number): number => {
    let at = from;
    while (isSpace(raw[at]) && (!isBlock || at - from < indent)) at++;
    return at;
  };
  let at = isBlock ? skipIndent(raw.indexOf('\n') + 1) : /^["']/.test(raw) ? 1 : 0;
  let done = 0;
  while (done < offset && at < raw.length) {
    const [length, count] = step(raw, at, value, done) ?? [];
    if (length === undefined || count === undefined) return undefined;
    const isLine = raw[at] === '\n';
    at += length;
    done += count;
    if (isLine) at = skipIndent(at);
  }
  while (raw[at] !== value[offset] && (isSpace(raw[at]) || raw[at] === '\n')) at++;
  return at;
};

/** The place of a character of a string: where it is written if that can be told, else where the string begins. */
export const placeInScalar = ({ value, written, place }: ScalarNode, offset: number): Place => {
  if (written === undefined || typeof value !== 'string' || written.includes('${')) return place;
  const at = rawOffset(written, value, offset);
  if (at === undefined) return place;
  const before = written.slice(0, at);
  const lines = before.split('\n').length - 1;
  const column = lines === 0 ? place.column + at : at - before.lastIndexOf('\n');
  return { file: place.file, line: place.line + lines, column };
};
