import { base64Of } from '../../../core/base64.ts';

/** A text in a form in which it may hide, and the name of that form. */
export interface Encoded {
  readonly form: string;
  readonly text: string;
}

const utf8 = (text: string): readonly number[] => {
  const bytes: number[] = [];
  for (const part of encodeURIComponent(text).match(/%[0-9A-F]{2}|[\s\S]/g) ?? [])
    bytes.push(part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0));
  return bytes;
};

const percentEncoded = (bytes: readonly number[]): string =>
  bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Shorter ones are found in base64 by chance. */
const MIN_BASE64_BYTES = 6;

/** The characters of base64 that a text has wherever in a longer one it begins. */
const base64Forms = (bytes: readonly number[]): readonly string[] => {
  if (bytes.length < MIN_BASE64_BYTES) return [];
  return [0, 1, 2].flatMap((offset) => {
    const padded = String.fromCharCode(...Array.from({ length: offset }, () => 0), ...bytes);
    const whole = base64Of(padded).replace(/=+$/, '');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    const inner = whole.slice(first, last);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
};

const htmlEncoded = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** Forms of a text in which it is still there. Compare them without regard to case, but for base64. */
export const encodingsOf = (text: string): readonly Encoded[] => {
  const bytes = utf8(text);
  const uri = encodeURIComponent(text);
  const forms: readonly Encoded[] = [
    { form: 'as it is', text },
    { form: 'percent-encoded', text: uri },
    { form: 'percent-encoded', text: uri.replaceAll('%20', '+') },
    { form: 'percent-encoded', text: percentEncoded(bytes) },
    { form: 'percent-encoded twice', text: encodeURIComponent(uri) },
    { form: 'escaped as JSON', text: JSON.stringify(text).slice(1, -1) },
    { form: 'escaped as HTML', text: htmlEncoded(text) },
    { form: 'as hexadecimal digits', text: bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('') },
    ...base64Forms(bytes).map((inner) => ({ form: 'as base64', text: inner })),
  ];
  const seen = new Set<string>();
  return forms.filter(({ text: form }) => form !== '' && !seen.has(form) && seen.add(form));
};
