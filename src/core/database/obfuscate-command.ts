import { commandName, subcommandName } from './command-names.ts';

/** Longest text that is returned, in UTF-16 units. */
const MAX_LENGTH = 1_024;
const MAX_COMMANDS = 100;
/** More arguments than that are counted. */
const MAX_ARGUMENTS = 8;
/** Longest word that is looked at, in UTF-16 units. */
const MAX_NAME = 40;

/** Of these not even the number of arguments is told. */
const SECRET = new Set(['AUTH', 'HELLO', 'MIGRATE', 'CONFIG SET', 'ACL SETUSER']);

/** How clients tell of several commands of one kind. By itself MULTI has no arguments. */
const BATCH = new Set(['MULTI', 'PIPELINE']);

/** From the beginning of a word to behind it; one in quotes may have blanks. One whose quote is open reaches to the end. */
const wordEnd = (text: string, start: number): number => {
  let at = start;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit <= 32) return at;
    at++;
    if (unit !== 34 && unit !== 39) continue;
    while (at < text.length && text.charCodeAt(at) !== unit) at += text.charCodeAt(at) === 92 ? 2 : 1;
    at++;
  }
  return Math.min(at, text.length);
};

const isLineEnd = (unit: number): boolean => unit === 10 || unit === 13;

interface Line {
  /** The first two words. */
  readonly words: string[];
  /** How many words there are. */
  count: number;
  /** Where the next line begins. */
  end: number;
}

const readLine = (text: string, start: number): Line => {
  const line: Line = { words: [], count: 0, end: start };
  let at = start;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) {
    if (text.charCodeAt(at) <= 32) {
      at++;
      continue;
    }
    const end = wordEnd(text, at);
    if (line.words.length < 2) line.words.push(text.slice(at, Math.min(end, at + MAX_NAME + 1)));
    line.count++;
    at = end;
  }
  while (at < text.length && isLineEnd(text.charCodeAt(at))) at++;
  line.end = at;
  return line;
};

/** Of what `shapeOf` has made. */
const COUNTED = /(?<= \?) \[\d{1,5} more\]$/;

const shapeOf = ({ words: [first = '', second = ''], count }: Line): string => {
  const batched = count === 2 && BATCH.has(first.toUpperCase()) ? commandName(second) : undefined;
  if (batched !== undefined) return `${first} ${batched}`;
  let command = commandName(first);
  if (command === undefined) return '?';
  let rest = count - 1;
  const subcommand = subcommandName(command, second);
  if (subcommand !== undefined) {
    command = `${command} ${subcommand}`;
    rest--;
  }
  if (rest === 0) return command;
  if (SECRET.has(command)) return `${command} ?`;
  return rest > MAX_ARGUMENTS ? `${command} ? [${rest - 1} more]` : `${command}${' ?'.repeat(rest)}`;
};

/**
 * A command of Redis or Memcached, or one on each line: its name and how many arguments it has. Keys are arguments
 * and often have names of persons in them.
 */
export const obfuscateCommand = (text: string): string => {
  const shapes: string[] = [];
  for (let at = 0; at < text.length; ) {
    const start = at;
    const line = readLine(text, start);
    at = line.end;
    if (line.count === 0) continue;
    if (shapes.length === MAX_COMMANDS) {
      shapes.push('…');
      break;
    }
    const count = COUNTED.exec(text.slice(start, line.end).trimEnd())?.[0] ?? '';
    if (count !== '') line.count -= 2;
    shapes.push(shapeOf(line) + count);
  }
  const all = shapes.join('\n');
  return all.length > MAX_LENGTH ? `${all.slice(0, MAX_LENGTH)}…` : all;
};
