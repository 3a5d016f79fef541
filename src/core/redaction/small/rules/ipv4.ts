import { isWord } from '../../characters.ts';
import type { RedactionRule } from '../../rule.ts';

/** Without what is nobody's own, https://www.rfc-editor.org/rfc/rfc6890, and what goes on, as a version does. */
const PUBLIC =
  /^(?!0|10\.|127\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|22[4-9]|2[3-5]\d)(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\w+]|[.-]\w)/;

/** Public IPv4 addresses; four numbers behind a `/` and a name are a version. */
export const ipv4: RedactionRule = {
  id: 'ipv4',
  triggers: '123456789',
  startsWord: true,
  find(text, at, found) {
    // Of fifteen characters, and what may follow them.
    const length = PUBLIC.exec(text.slice(at, at + 17))?.[0].length ?? 0;
    const before = text[at - 1] ?? 'x';
    found.start = at;
    found.end = at + length;
    return (
      length > 0 &&
      !'.~^='.includes(before) &&
      !(before === '/' && isWord(text.charCodeAt(at - 2)) && text[found.end] !== ':')
    );
  },
};
