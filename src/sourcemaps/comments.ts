// What generated code says of its map: https://tc39.es/ecma426/#sec-linking-inline and the proposal for debug ids,
// https://github.com/tc39/ecma426/blob/main/proposals/debug-id.md

const MAP_COMMENT = /^[ \t]*\/[/*][#@][ \t]*sourceMappingURL=([^\s'"*]+)[ \t]*(?:\*\/)?[ \t]*$/gm;
const DEBUG_ID_COMMENT = /^[ \t]*\/\/[#@][ \t]*debugId=([\da-f-]{36})[ \t]*$/gim;
const MAP_START = /^(\ufeff?(?:\)\]\}'[^\n]*\n)?\s*)\{/;

const lastOf = (code: string, pattern: RegExp): RegExpExecArray | undefined =>
  [...code.matchAll(pattern)].at(-1);

/** The URL of the map, relative to the code; it may be a `data:` URL. */
export const mapUrlIn = (code: string): string | undefined => lastOf(code, MAP_COMMENT)?.[1];

export const debugIdIn = (code: string): string | undefined =>
  lastOf(code, DEBUG_ID_COMMENT)?.[1]?.toLowerCase();

/** The code with the id, before the comment that names its map; no line of the program moves. */
export const withDebugId = (code: string, id: string): string => {
  const comment = lastOf(code, MAP_COMMENT);
  const at = comment?.index ?? code.length;
  const before = code.slice(0, at);
  return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}//# debugId=${id}\n${code.slice(at)}`;
};

/** The map with the id, its text not changed otherwise. */
export const mapWithDebugId = (map: string, id: string): string =>
  map.replace(MAP_START, (_all, before: string) => `${before}{"debugId":"${id}",`);
