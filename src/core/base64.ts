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
