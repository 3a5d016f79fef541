import { literal } from '../environment.ts';

/** A string of the OpenTelemetry Transformation Language, inside a file where `$` opens a variable. */
export const quote = (text: string): string => literal(JSON.stringify(text));

/** A condition, where there is one. */
export const where = (condition: string): string => (condition === '' ? '' : ` where ${condition}`);

/** A text as a regular expression that matches it alone. */
export const escapeForGo = (text: string): string => text.replace(/[\\[\](){}.*+?^$|]/g, '\\$&');

/** Whether the text at a path holds one of these. True where there are none to hold. */
export const holdsOne = (path: string, texts: readonly string[]): string =>
  texts.map((text) => `IsMatch(${path}, ${quote(escapeForGo(text))})`).join(' or ');
