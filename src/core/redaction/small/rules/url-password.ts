import type { RedactionRule } from '../../rule.ts';

const MAX_USER_INFO = 384;

/** User name and password in a URL or connection string. */
export const urlPassword: RedactionRule = {
  id: 'url-password',
  triggers: ':',
  endedByNext: true,
  find(text, at, found) {
    if (!text.startsWith('//', at + 1)) return false;
    let colon = 0;
    found.start = at + 3;
    found.end = 0;
    for (let i = at + 3; i - at < MAX_USER_INFO && !/[\s/"'?#<>]/.test(text[i] ?? ' '); i++) {
      if (text[i] === ':') colon ||= i;
      if (text[i] === '@' && colon) found.end = i;
    }
    return found.end > 0;
  },
};
