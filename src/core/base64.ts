const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of ASCII text: https://www.rfc-editor.org/rfc/rfc4648#section-4. Here, because this layer has no `btoa`. */
export const base64Of = (text: string): string => {
  let result = '';
  for (let i = 0; i < text.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)].map(
      (code) => code & 0xff,
    );
    const bits = (a << 16) | (b << 8) | c;
    const left = text.length - i;
    result += ALPHABET[bits >> 18];
    result += ALPHABET[(bits >> 12) & 63];
    result += left > 1 ? ALPHABET[(bits >> 6) & 63] : '=';
    result += left > 2 ? ALPHABET[bits & 63] : '=';
  }
  return result;
};

const MAX_ASCII = 127;

/** By code unit: the six bits that it stands for in base64 or base64url, 64 where it is neither. */
const VALUES = /* @__PURE__ */ Uint8Array.from({ length: MAX_ASCII + 1 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  const value = ALPHABET.indexOf(character === '-' ? '+' : character === '_' ? '/' : character);
  return value < 0 ? 64 : value;
});

export const isBase64 = (unit: number): boolean => unit <= MAX_ASCII && (VALUES[unit] as number) < 64;

/** Whether a byte can stand in a text; of one in UTF-8 that is not ASCII, `following` bytes are still to come. */
const isText = (byte: number, following: number): boolean =>
  following > 0
    ? byte >> 6 === 2
    : (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13 || (byte >= 0xc2 && byte < 0xf5);

/** Where the base64 from `start` on ends, or is no longer that of a text. */
export const endOfBase64Text = (text: string, start: number): number => {
  let bits = 0;
  let count = 0;
  let following = 0;
  let end = start;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (!isBase64(unit)) break;
    bits = ((bits << 6) | (VALUES[unit] as number)) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    const byte = (bits >> count) & 0xff;
    if (!isText(byte, following)) break;
    following = following > 0 ? following - 1 : byte < 128 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    end = at + 1;
  }
  return end;
};

/** The bytes that the base64 from `start` up to `end` stands for, each as one unit. */
export const bytesOfBase64 = (text: string, start: number, end: number): string => {
  let result = '';
  let bits = 0;
  let count = 0;
  for (let at = start; at < end; at++) {
    bits = ((bits << 6) | (VALUES[text.charCodeAt(at)] as number)) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    result += String.fromCharCode((bits >> count) & 0xff);
  }
  return result;
};
