import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { type Frame, mapFrames, type Profile } from '../../../core/profiling/profile.ts';
import type { Io } from '../../io.ts';

/** Larger files are not looked into. */
const MAX_BYTES = 134_217_728;
/** The comment is in the last line; one with the map inside of it begins anywhere. */
const COMMENT = /\/\/[#@] sourceMappingURL=([^\s'"]+)\s*$/;
const INLINE = /^data:application\/json;(?:charset=[\w-]+;)?base64,(.+)$/;

const readText = (path: string, io: Io): string | undefined => {
  try {
    const bytes = io.readBytes(path);
    return bytes.length <= MAX_BYTES ? bytes.toString() : undefined;
  } catch {
    return undefined;
  }
};

/** The path of a script on this machine; undefined for what is none. */
const pathOf = (file: string, root: string): string | undefined => {
  if (file === '' || /^(?:node|https?|wasm|data|blob):/.test(file)) return undefined;
  if (file.startsWith('~/')) return join(homedir(), file.slice(2));
  return isAbsolute(file) ? file : resolve(root, file);
};

const mapTextOf = (
  path: string,
  script: string,
  io: Io,
): { readonly text: string; readonly place: string } | undefined => {
  const [, url = `${path}.map`] = COMMENT.exec(script) ?? [];
  const inline = INLINE.exec(url)?.[1];
  if (inline !== undefined) return { text: Buffer.from(inline, 'base64').toString(), place: path };
  if (/^[a-z]+:\/\//.test(url)) return undefined;
  const place = isAbsolute(url) ? url : resolve(dirname(path), decodeURI(url));
  const text = readText(place, io);
  return text === undefined ? undefined : { text, place };
};

interface Loaded {
  readonly map: TraceMap;
  readonly place: string;
  readonly lines: readonly string[];
}

const loadMap = (path: string, io: Io): Loaded | undefined => {
  try {
    const script = readText(path, io);
    const found = script === undefined ? undefined : mapTextOf(path, script, io);
    return found && { map: new TraceMap(found.text), place: found.place, lines: script?.split('\n') ?? [] };
  } catch {
    // A map that is broken says nothing; the functions stay where they are.
    return undefined;
  }
};

/** What a function is assigned to stands before it: `n=(a,b)=>`, `n=async function(`, `n:(`, `n(`. */
const BEFORE = /([\w$]+)\s*(?:[=:]\s*(?:async\b\s*)?(?:function\b\s*\*?\s*)?)?$/;
/** Longer names are none. */
const MAX_BEFORE = 200;

/** The engine says where the parameters begin; the name that was written is mapped where the short one stands. */
const writtenName = ({ map, lines }: Loaded, { name, line, column }: Frame): string | undefined => {
  const before = lines[line - 1]?.slice(Math.max(0, column - 1 - MAX_BEFORE), Math.max(0, column - 1)) ?? '';
  const found = BEFORE.exec(before);
  if (!found || found[1] !== name.slice(name.lastIndexOf('.') + 1)) return undefined;
  const at = column - 1 - before.length + found.index;
  return originalPositionFor(map, { line, column: at }).name ?? undefined;
};

/** The profile with its functions where they were written, as far as source maps lie beside the scripts. */
export const applySourceMaps = (profile: Profile, root: string, io: Io): Profile => {
  const maps = new Map<string, ReturnType<typeof loadMap>>();
  const mapOf = (file: string) => {
    const path = pathOf(file, root);
    if (path === undefined) return undefined;
    if (!maps.has(path)) maps.set(path, loadMap(path, io));
    return maps.get(path);
  };
  return mapFrames(profile, (frame: Frame): Frame => {
    const found = mapOf(frame.file);
    if (!found || frame.line < 1) return frame;
    const needle = { line: frame.line, column: Math.max(0, frame.column - 1) };
    const before = originalPositionFor(found.map, needle);
    const position =
      before.source === null
        ? originalPositionFor(found.map, { ...needle, bias: LEAST_UPPER_BOUND })
        : before;
    if (position.source === null) return frame;
    const { source, line, column, name } = position;
    const file = /^[a-z-]+:\/\//.test(source)
      ? source
      : relative(resolve(root), resolve(dirname(found.place), source));
    return {
      name: name ?? writtenName(found, frame) ?? frame.name,
      file: file.startsWith('..') ? source : file,
      line,
      column: column + 1,
    };
  });
};
