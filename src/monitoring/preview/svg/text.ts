const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML does not allow in any form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be left out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export const escapeXml = (text: string): string =>
  text.replaceAll(FORBIDDEN, '').replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

/** About the width of a text in pixels: in the widest of the fonts that systems have, such as DejaVu Sans. */
export const textWidth = (text: string, size: number): number => {
  let width = 0;
  for (const character of text) {
    if (/[iljtfrI.,:;'|!() ]/.test(character)) width += 0.34;
    else if (/[mwMW@%]/.test(character)) width += 0.95;
    else if (/[A-Z0-9_…+]/.test(character)) width += 0.66;
    else width += (character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.61;
  }
  return width * size;
};

/** The text, or as much of it as there is room for. */
export const fitText = (text: string, size: number, room: number): string => {
  if (textWidth(text, size) <= room) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, size) > room) characters.pop();
  return characters.length > 0 ? `${characters.join('').trimEnd()}…` : '';
};

export interface TextStyle {
  readonly size: number;
  readonly color: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
}

export const textAt = (
  x: number,
  y: number,
  text: string,
  { size, color, anchor = 'start', bold = false }: TextStyle,
): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${color}"${
    anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  }${bold ? ' font-weight="600"' : ''}>${escapeXml(text)}</text>`;

/** Tenths of a pixel are enough, and make the file smaller. */
export const round = (value: number): string => String(Math.round(value * 10) / 10);
