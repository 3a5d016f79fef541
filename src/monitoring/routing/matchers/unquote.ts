const SIMPLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  '"': 34,
};

const ESCAPE =
  /\\(?:([abfnrtv\\"])|x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|([^\\\n"])/uy;

const percent = (byte: number): string => `%${byte.toString(16).padStart(2, '0')}`;

/**
 * What a text in double quotes stands for in Go; undefined where it stands for nothing, or for what is no UTF-8.
 * https://pkg.go.dev/strconv#Unquote
 */
export const unquote = (text: string): string | undefined => {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return undefined;
  const inner = text.slice(1, -1);
  // \x and \377 are bytes, not characters: several of them may be one.
  let encoded = '';
  for (ESCAPE.lastIndex = 0; ESCAPE.lastIndex < inner.length; ) {
    const match = ESCAPE.exec(inner);
    if (!match) return undefined;
    const [, simple, hex, octal, short, long, plain] = match;
    if (hex !== undefined || octal !== undefined) {
      const byte = hex !== undefined ? Number.parseInt(hex, 16) : Number.parseInt(octal ?? '', 8);
      if (byte > 255) return undefined;
      encoded += percent(byte);
      continue;
    }
    const code = simple === undefined ? Number.parseInt(short ?? long ?? '', 16) : (SIMPLE[simple] ?? 0);
    if (plain === undefined && (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))) return undefined;
    const character = plain ?? String.fromCodePoint(code);
    if (/^[\ud800-\udfff]$/.test(character)) return undefined;
    encoded += encodeURIComponent(character);
  }
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
};
