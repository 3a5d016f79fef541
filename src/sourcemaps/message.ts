import type { Fault } from '../core/errors/fault.ts';
import { readStackLine } from './stack-lines.ts';

/** `Caused by: …` as Binnacle writes a cause, `[cause]: …` as Node does. */
const CAUSE = /^\s*(?:Caused by: |\[cause\]: )/m;
const HEAD =
  /^(?:Uncaught (?:\(in promise\) )?)?([\p{ID_Start}$_][\p{ID_Continue}$.]*)(?: \[([\w-]+)\])?(?:: ([\s\S]*))?$/u;
const MAX_CAUSES = 4;

const isFrame = (line: string): boolean => /^\s+at /.test(line) || readStackLine(line) !== undefined;

/** What a program that ended prints before its error: the place and the line of the source. */
const withoutPreamble = (text: string): string => text.slice(text.lastIndexOf('\n\n') + 1).trim();

/** Reads an error as it is printed: class, message, stack and causes. */
export const readMessage = (text: string, depth = 0): Fault => {
  const at = depth < MAX_CAUSES ? text.search(CAUSE) : -1;
  const own = at < 0 ? text : text.slice(0, at);
  const lines = own.split('\n');
  const first = lines.findIndex(isFrame);
  const head = withoutPreamble(lines.slice(0, first < 0 ? undefined : first).join('\n'));
  const [, type = 'Error', code, message = ''] = HEAD.exec(head) ?? [undefined, 'Error', undefined, head];
  return {
    type,
    message,
    stack: own,
    ...(code !== undefined && { code }),
    ...(at >= 0 && { cause: readMessage(text.slice(at).replace(CAUSE, ''), depth + 1) }),
  };
};
