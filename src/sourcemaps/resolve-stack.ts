import { fingerprintOf } from '../core/errors/fingerprint.ts';
import { readMessage } from './message.ts';
import type { Program } from './program.ts';
import { type Original, type SourceMap, SourceMapFault } from './source-map.ts';
import { isRuntime, readStackLine, type StackLine, writeStackLine } from './stack-lines.ts';

/** A file of a build, with its map. */
export interface Bundle {
  /** As it is called where it was found. */
  readonly path: string;
  readonly map: SourceMap;
  /** Tells the names of functions; without it they are told by who calls them. */
  readonly code: Program | undefined;
}

/** Finds the build's file for the location of a frame; otherwise why there is none, for a person. */
export type FindBundle = (location: string) => Promise<Bundle | { readonly problem: string }>;

interface SourceLine {
  readonly number: number;
  readonly text: string;
}

export interface ResolvedFrame {
  /** The line as it was. */
  readonly raw: string;
  /** Of the line where it is resolved, else as it was. */
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `added` is what the bundler wrote itself. */
  readonly status: 'resolved' | 'unresolved' | 'added' | 'runtime';
  /** Of a package, or of what the map says is not to be shown. */
  readonly isForeign: boolean;
  /** Around the place, where the map has the source. */
  readonly source: readonly SourceLine[];
}

export interface ResolvedStack {
  /** The stack with its lines rewritten. */
  readonly text: string;
  readonly frames: readonly ResolvedFrame[];
  /** The lines of the text that the frames stand in, from 0 on. */
  readonly lineOf: readonly number[];
  /** What could not be found or believed, each once. */
  readonly problems: readonly string[];
  /** The group of the error, as of the program that was never bundled. */
  readonly fingerprint: string;
}

/** A stack of more lines is an endless recursion; the rest stays as it is. */
const MAX_FRAMES = 1_000;
/** Code of one line may be in the sources too. */
const MAX_SOURCE_LINE = 300;

const isPackage = (path: string): boolean => /(?:^|[/\\])node_modules[/\\]/.test(path);

interface Read {
  readonly index: number;
  readonly raw: string;
  readonly line: StackLine;
}

interface Place {
  readonly bundle: Bundle;
  readonly original: Original;
}

const sourceAround = ({ bundle, original }: Place, contextLines: number): readonly SourceLine[] => {
  const text = contextLines < 0 ? undefined : bundle.map.contentOf(original.source);
  if (text === undefined) return [];
  const first = Math.max(1, original.line - contextLines);
  return text
    .split('\n')
    .slice(first - 1, original.line + contextLines)
    .map((line, i) => ({ number: first + i, text: line.replace(/\r$/, '').slice(0, MAX_SOURCE_LINE) }));
};

/** Other languages have more than the functions of a program are found by, such as types. */
const JAVASCRIPT = /\.[cm]?js$/i;

/** The name of the function that a frame is in, as it is written in the source. */
const functionOf = ({ line }: Read, { bundle, original }: Place, caller: Place | undefined): string => {
  // Minifiers put functions into others; the source still has them.
  const source = JAVASCRIPT.test(original.source) ? bundle.map.programOf(original.source) : undefined;
  if (source?.isTrusted()) return source.functionAt(original.line, original.column)?.name ?? '';
  if (bundle.code) {
    const around = bundle.code.functionAt(line.line, line.column);
    if (!around?.at) return '';
    const named = bundle.map.originalOf(around.at.line, around.at.column);
    return named?.isExact && named.name !== undefined ? named.name : around.name;
  }
  // What the caller calls it is its name, unless it was passed on by another.
  return line.name === '' ? '' : (caller?.original.name ?? line.name);
};

export interface ResolveOptions {
  /** Lines of the source before and after each place; -1 for none at all. */
  readonly contextLines?: number;
  /** Class and message of the error, where they are known apart from the stack. */
  readonly type?: string | undefined;
  readonly message?: string | undefined;
}

/**
 * Resolves a stack as an engine wrote it, with its message before it and causes below it. Never throws for what is in
 * the stack or in a map.
 */
export const resolveStack = async (
  stack: string,
  find: FindBundle,
  { contextLines = 2, type, message }: ResolveOptions = {},
): Promise<ResolvedStack> => {
  const lines = stack.split('\n');
  const problems = new Set<string>();
  const read: Read[] = [];
  lines.forEach((text, index) => {
    const raw = text.replace(/\r$/, '');
    const line = read.length < MAX_FRAMES ? readStackLine(raw) : undefined;
    if (line) read.push({ index, raw, line });
  });

  const places: (Place | 'added' | undefined)[] = [];
  for (const { line } of read) {
    if (isRuntime(line.location)) {
      places.push(undefined);
      continue;
    }
    const bundle = await find(line.location);
    if ('problem' in bundle) {
      // Of packages that are not bundled nobody has maps.
      if (!isPackage(line.location)) problems.add(bundle.problem);
      places.push(undefined);
      continue;
    }
    try {
      const original = bundle.map.originalOf(line.line, line.column);
      places.push(original ? { bundle, original } : 'added');
    } catch (error) {
      if (!(error instanceof SourceMapFault)) throw error;
      problems.add(`${bundle.path}: the map ${error.message}`);
      places.push(undefined);
    }
  }

  const frames = read.map((each, i): ResolvedFrame => {
    const place = places[i];
    const { name, location, line, column } = each.line;
    if (place === undefined || place === 'added')
      return {
        raw: each.raw,
        function: name,
        file: location,
        line,
        column,
        status: isRuntime(location) ? 'runtime' : place === 'added' ? 'added' : 'unresolved',
        isForeign: isPackage(location),
        source: [],
      };
    const next = places[i + 1];
    const { original } = place;
    const called = functionOf(each, place, next === 'added' ? undefined : next);
    return {
      raw: each.raw,
      function: called,
      file: original.source,
      line: original.line,
      column: original.column,
      status: 'resolved',
      isForeign: original.isIgnored || isPackage(original.source),
      source: sourceAround(place, contextLines),
    };
  });

  const rewritten = [...lines];
  const told: (string | undefined)[] = [...lines];
  frames.forEach((frame, i) => {
    const { index, line } = read[i] as Read;
    if (frame.status === 'resolved')
      rewritten[index] = writeStackLine({
        ...line,
        name: frame.function,
        location: frame.file,
        line: frame.line,
        column: frame.column,
      });
    // What the bundler wrote is not in the program that was never bundled.
    told[index] = frame.status === 'added' ? undefined : rewritten[index];
  });
  return {
    text: rewritten.join('\n'),
    frames,
    lineOf: read.map(({ index }) => index),
    problems: [...problems],
    fingerprint: fingerprintOf({
      ...readMessage(told.filter((line) => line !== undefined).join('\n')),
      ...(type !== undefined && { type }),
      ...(message !== undefined && { message }),
    }),
  };
};
