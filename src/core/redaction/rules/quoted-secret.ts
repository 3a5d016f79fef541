import type { RedactionRule } from '../rule.ts';
import { SECRET_NAMES } from '../secret-names.ts';

export const rule: RedactionRule = {
  id: 'quoted-secret',
  summary: 'the whole of a quoted value that is given to a password, secret, token or key, as JSON has it',
  source: 'https://www.rfc-editor.org/rfc/rfc8259#section-7',
  pattern: String.raw`(?<keep>(?:${SECRET_NAMES})"?\s{0,3}[=:]\s{0,3}")(?:[^"\\]|\\.){1,4096}`,
  ignoreCase: true,
  goesFirst: true,
  hints: ['"'],
  matches: ['{"password":"a,b & {c}"}', 'token = "one two"', '{"api_key": "say \\"hi\\", then go"}'],
  ignores: ['{"passwords":["a"]}', '{"total":"5"}', 'password=""', '"token"'],
};
