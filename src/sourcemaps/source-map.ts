import { decodedMappings, FlattenMap, type TraceMap, traceSegment } from '@jridgewell/trace-mapping';
import { createProgram, type Program } from './program.ts';
import { sourcePath } from './source-path.ts';

/** A map that cannot be used, or that says what cannot be; the message goes on from its name. */
export class SourceMapFault extends Error {
  override readonly name = 'SourceMapFault';
}

/** A place in a source. */
export interface Original {
  readonly source: string;
  /** From 1 on. */
  readonly line: number;
  /** From 1 on, in UTF-16 units. */
  readonly column: number;
  /** Of what stands there, where the source shows it or the map says it. */
  readonly name: string | undefined;
  /** Whether the map has a mapping for exactly this column, not only for one before it. */
  readonly isExact: boolean;
  /** Whether the map says that the source is not the application's own. */
  readonly isIgnored: boolean;
}

export interface SourceMap {
  readonly debugId: string | undefined;
  /** The place that generated code was made of, both from 1 on; undefined for what the bundler added. */
  originalOf(line: number, column: number): Original | undefined;
  /** The text of a source, where it is in the map. */
  contentOf(source: string): string | undefined;
  /** The same, to be asked for its functions. */
  programOf(source: string): Program | undefined;
}

/** Sections within sections. */
const MAX_DEPTH = 8;
const NOT_BASE64_VLQ = /[^A-Za-z0-9+/,;]/;
const IDENTIFIER = /[#$_\p{ID_Start}][$\p{ID_Continue}]*/uy;
const NOT_A_NAME = /^(?:function|async|class|const|let|var|new|get|set|static|return|export|default|await)$/;

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOf = (value: unknown, accepts: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(accepts);
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => typeof value === 'string' || value === null;

const check = (map: unknown, where: string, depth: number): void => {
  const fault = (text: string): SourceMapFault => new SourceMapFault(`${where}${text}`);
  if (!isRecord(map)) throw fault('is not a JSON object');
  if (map.version !== 3)
    throw fault(`has version ${JSON.stringify(map.version)?.slice(0, 20)}; only 3 is known`);
  if ('sections' in map) {
    if (!Array.isArray(map.sections)) throw fault('has sections that are no list');
    if (depth === MAX_DEPTH) throw fault(`has sections more than ${MAX_DEPTH} deep`);
    map.sections.forEach((section: unknown, i) => {
      const { offset, map: inner, url } = isRecord(section) ? section : ({} as Json);
      const { line, column } = isRecord(offset) ? offset : ({} as Json);
      if (!Number.isSafeInteger(line) || !Number.isSafeInteger(column))
        throw fault(`has a section without an offset: sections[${i}]`);
      if (url !== undefined) throw fault(`has a section that is elsewhere: sections[${i}].url`);
      check(inner, `${where}sections[${i}].map `, depth + 1);
    });
    return;
  }
  if (typeof map.mappings !== 'string') throw fault('has no mappings');
  const at = map.mappings.search(NOT_BASE64_VLQ);
  if (at >= 0)
    throw fault(`has ${JSON.stringify(map.mappings[at])} in its mappings at ${at}, which is not base64 VLQ`);
  if (!isListOf(map.sources, isTextOrNull)) throw fault('has no list of sources');
  if (map.names !== undefined && !isListOf(map.names, isText)) throw fault('has names that are no texts');
  if (map.sourcesContent !== undefined && !isListOf(map.sourcesContent, isTextOrNull))
    throw fault('has sourcesContent that is no list of texts');
};

const parse = (text: string): unknown => {
  try {
    // Against inclusion as a script: https://tc39.es/ecma426/#sec-fetching-source-maps
    return JSON.parse(text.replace(/^\ufeff?(?:\)\]\}'[^\n]*\n)?/, ''));
  } catch (error) {
    throw new SourceMapFault(`is not JSON: ${(error as Error).message.slice(0, 120)}`);
  }
};

const debugIdOf = (map: Json): string | undefined => {
  const id = map.debugId ?? map.debug_id;
  return typeof id === 'string' ? id.toLowerCase() : undefined;
};

/**
 * Reads a source map, with or without sections.
 *
 * @param path where it lies, which its sources are relative to
 * @throws SourceMapFault where it is none
 */
export const openSourceMap = (text: string, path: string): SourceMap => {
  const json = parse(text);
  check(json, '', 0);
  const debugId = debugIdOf(json as Json);
  let map: TraceMap;
  try {
    map = new FlattenMap(json as ConstructorParameters<typeof TraceMap>[0], path);
    decodedMappings(map);
  } catch (error) {
    throw new SourceMapFault(`cannot be decoded: ${(error as Error).message}`);
  }
  const paths = map.resolvedSources.map((source) => sourcePath(source ?? ''));
  const lines = new Map<string, readonly string[]>();
  const programs = new Map<string, Program>();
  const contentOf = (source: string): string | undefined =>
    map.sourcesContent?.[paths.indexOf(source)] ?? undefined;
  const linesOf = (source: string): readonly string[] => {
    const known = lines.get(source) ?? contentOf(source)?.split('\n') ?? [];
    lines.set(source, known);
    return known;
  };
  const wordAt = (source: string, line: number, column: number): string | undefined => {
    IDENTIFIER.lastIndex = column;
    const word = IDENTIFIER.exec(linesOf(source)[line] ?? '')?.[0];
    return word === undefined || NOT_A_NAME.test(word) ? undefined : word;
  };

  return {
    debugId,
    contentOf,
    programOf: (source) => {
      const text = programs.has(source) ? undefined : contentOf(source);
      if (text !== undefined) programs.set(source, createProgram(text));
      return programs.get(source);
    },
    originalOf: (line, column) => {
      const segment = traceSegment(map, line - 1, column - 1);
      if (!segment || segment.length === 1) return undefined;
      const [generated, index, sourceLine, sourceColumn, nameIndex] = segment;
      const source = paths[index];
      if (source === undefined)
        throw new SourceMapFault(`points to source ${index}, of which there are ${paths.length}`);
      if (!(sourceLine >= 0 && sourceColumn >= 0))
        throw new SourceMapFault(`points to line ${sourceLine + 1}, column ${sourceColumn + 1}`);
      const count = linesOf(source).length;
      if (count > 0 && sourceLine >= count)
        throw new SourceMapFault(`points to line ${sourceLine + 1} of ${source}, which has ${count}`);
      const isExact = generated === column - 1;
      const told = nameIndex === undefined ? undefined : map.names[nameIndex];
      return {
        source,
        line: sourceLine + 1,
        column: sourceColumn + 1,
        // What stands in the source is right where bundlers have names of their own, `_Basket` for `Basket`.
        name: (isExact ? wordAt(source, sourceLine, sourceColumn) : undefined) ?? told,
        isExact,
        isIgnored: map.ignoreList?.includes(index) ?? false,
      };
    },
  };
};
