// Regular expressions of Go in JavaScript's, for asking whether a text matches. Go: https://pkg.go.dev/regexp/syntax
// Flags are written out, because Go has them anywhere: of a letter where case does not matter, both forms.
import { regexpFault } from './regexp.ts';

/** It is valid in Go, and has no equal here. */
export class UntranslatedRegexp extends Error {}

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
}

interface Reader {
  readonly text: string;
  at: number;
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const PERL: Readonly<Record<string, string>> = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

const literal = (code: number): string => `\\u{${code.toString(16)}}`;

/** All forms of a letter: k, K and the sign for kelvin. */
const formsOf = (code: number): readonly number[] => {
  const text = String.fromCodePoint(code);
  const forms = [text, text.toLowerCase(), text.toUpperCase()];
  if (/^[kK\u212a]$/.test(text)) forms.push('k', 'K', '\u212a');
  if (/^[sS\u017f]$/.test(text)) forms.push('s', 'S', '\u017f');
  const codes = forms.filter((form) => [...form].length === 1).map((form) => form.codePointAt(0) ?? 0);
  return [...new Set(codes)];
};

const take = (reader: Reader, pattern: RegExp): RegExpExecArray | undefined => {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match) reader.at += match[0].length;
  return match ?? undefined;
};

const property = (match: RegExpExecArray): string => {
  const isNegated = match[0].startsWith('\\P') !== (match[1]?.startsWith('^') ?? false);
  const name = (match[1] ?? match[2] ?? '').replace(/^\^/, '');
  for (const each of [name, `Script=${name}`])
    try {
      new RegExp(`\\p{${each}}`, 'u');
      return `\\${isNegated ? 'P' : 'p'}{${each}}`;
    } catch {}
  throw new UntranslatedRegexp(`\\p{${name}}`);
};

/** The character that an escape stands for, after the classes were looked for. */
const escapedCode = (reader: Reader): number => {
  const hex = take(reader, /\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/y);
  if (hex) return Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
  const octal = take(reader, /\\([0-7]{1,3})/y);
  if (octal) return Number.parseInt(octal[1] ?? '', 8);
  const letter = reader.text[reader.at + 1] ?? '';
  reader.at += 2;
  return CONTROLS[letter] ?? letter.charCodeAt(0);
};

const characterCode = (reader: Reader): number => {
  if (reader.text[reader.at] === '\\') return escapedCode(reader);
  const code = reader.text.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  return code;
};

const rangeOf = (low: number, high: number, { ignoreCase }: Flags): string => {
  const range = low === high ? literal(low) : `${literal(low)}-${literal(high)}`;
  if (!ignoreCase) return range;
  const forms = new Set<number>();
  for (let code = low; code <= high; code++)
    for (const form of formsOf(code)) if (form < low || form > high) forms.add(form);
  return range + [...forms].map(literal).join('');
};

const readClass = (reader: Reader, flags: Flags): string => {
  const isNegated = take(reader, /\[\^/y) !== undefined;
  if (!isNegated) reader.at++;
  let items = '';
  for (let isFirst = true; isFirst || reader.text[reader.at] !== ']'; isFirst = false) {
    const posix = take(reader, /\[:(\^?)(\w+):\]/y);
    const perl = posix ? undefined : take(reader, /\\([dDsSwW])/y);
    const unicode = posix || perl ? undefined : take(reader, /\\[pP](?:\{(\^?[A-Za-z_]+)\}|([A-Za-z]))/y);
    if (posix?.[1] || /[DSW]/.test(perl?.[1] ?? '')) {
      const inner = POSIX[posix?.[2] ?? ''] ?? PERL[(perl?.[1] ?? '').toLowerCase()] ?? '';
      items += inner === '' ? '' : complementOf(inner);
    } else if (posix) {
      const name = posix[2] ?? '';
      items += flags.ignoreCase && /lower|upper/.test(name) ? 'A-Za-z\\u{17f}\\u{212a}' : POSIX[name];
    } else if (perl) items += PERL[perl[1] ?? ''];
    else if (unicode) {
      if (flags.ignoreCase) throw new UntranslatedRegexp(`${unicode[0]} with (?i)`);
      items += property(unicode);
    } else {
      const low = characterCode(reader);
      const hasRange =
        reader.text[reader.at] === '-' && ![undefined, ']'].includes(reader.text[reader.at + 1]);
      if (hasRange) reader.at++;
      items += rangeOf(low, hasRange ? characterCode(reader) : low, flags);
    }
  }
  reader.at++;
  return isNegated ? `[^${items}]` : `[${items}]`;
};

/** Everything but some of the first 128 characters, as items of a class. */
const complementOf = (items: string): string => {
  const pattern = new RegExp(`[${items}]`, 'u');
  let rest = '';
  for (let code = 0; code < 128; code++) if (!pattern.test(String.fromCharCode(code))) rest += literal(code);
  return `${rest}\\u{80}-\\u{10ffff}`;
};

const readAtom = (reader: Reader, flags: Flags): string => {
  const letter = reader.text[reader.at];
  if (letter === '[') return readClass(reader, flags);
  if (letter === '.') {
    reader.at++;
    return flags.dotAll ? '[\\s\\S]' : '[^\\n]';
  }
  if (letter === '^' || letter === '$') {
    reader.at++;
    if (!flags.multiLine) return letter;
    return letter === '^' ? '(?<![^\\n])' : '(?![^\\n])';
  }
  const quoted = take(reader, /\\Q([\s\S]*?)(?:\\E|$)/y);
  if (quoted) return [...(quoted[1] ?? '')].map((each) => one(each.codePointAt(0) ?? 0, flags)).join('');
  const place = take(reader, /\\([AzbBC])/y)?.[1];
  if (place === 'C') throw new UntranslatedRegexp('\\C');
  if (place) return { A: '^', z: '$' }[place] ?? `\\${place}`;
  const perl = take(reader, /\\([dDsSwW])/y)?.[1];
  if (perl) return `[${/[DSW]/.test(perl) ? '^' : ''}${PERL[perl.toLowerCase()]}]`;
  const unicode = take(reader, /\\[pP](?:\{(\^?[A-Za-z_]+)\}|([A-Za-z]))/y);
  if (unicode) {
    if (flags.ignoreCase) throw new UntranslatedRegexp(`${unicode[0]} with (?i)`);
    return property(unicode);
  }
  return one(characterCode(reader), flags);
};

const one = (code: number, { ignoreCase }: Flags): string => {
  const forms = ignoreCase ? formsOf(code) : [code];
  return forms.length > 1 ? `[${forms.map(literal).join('')}]` : literal(code);
};

const withFlags = (flags: Flags, text: string): Flags => {
  const [on = '', off = ''] = text.split('-');
  const has = (flag: string, now: boolean): boolean =>
    on.includes(flag) ? true : off.includes(flag) ? false : now;
  return {
    ignoreCase: has('i', flags.ignoreCase),
    multiLine: has('m', flags.multiLine),
    dotAll: has('s', flags.dotAll),
  };
};

const readAlternatives = (reader: Reader, given: Flags): string => {
  let flags = given;
  let out = '';
  while (reader.at < reader.text.length && reader.text[reader.at] !== ')') {
    if (take(reader, /\|/y)) {
      out += '|';
      continue;
    }
    const set = take(reader, /\(\?([imsU-]+)\)/y);
    if (set) {
      flags = withFlags(flags, set[1] ?? '');
      continue;
    }
    const opened = take(reader, /\((?:\?(?:P?<\w+>|([imsU-]*):))?/y);
    if (opened) {
      out += `(?:${readAlternatives(reader, opened[1] ? withFlags(flags, opened[1]) : flags)})`;
      reader.at++;
    } else out += readAtom(reader, flags);
    out += take(reader, /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y)?.[0] ?? '';
  }
  return out;
};

/**
 * A regular expression that matches the same texts.
 * @throws UntranslatedRegexp where it cannot be said in JavaScript, or is none of Go
 */
export const toJavaScriptRegexp = (text: string): RegExp => {
  const fault = regexpFault(text);
  if (fault) throw new UntranslatedRegexp(fault);
  const flags = { ignoreCase: false, multiLine: false, dotAll: false };
  return new RegExp(readAlternatives({ text, at: 0 }, flags), 'u');
};
