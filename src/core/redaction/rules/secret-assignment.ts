import type { RedactionRule } from '../rule.ts';
import { SECRET_NAMES } from '../secret-names.ts';

export const rule: RedactionRule = {
  id: 'secret-assignment',
  summary:
    'the value given to a password, secret, token or key: in query strings, forms, JSON and command lines',
  source: 'https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/',
  pattern: String.raw`(?<keep>(?:${SECRET_NAMES})(?:\\?["'])?\s{0,3}(?:=|:|%3D|%3A)\s{0,3}(?:\\?["'])?)[^\s"'&,;\\<>(){}]{1,4096}`,
  ignoreCase: true,
  hints: ['=', ':', '%3D', '%3A', '%3d', '%3a'],
  matches: [
    'email=jo&token=abc123',
    '{"password":"hunter2","a":1}',
    'login --password=hunter2',
    'API_KEY: 0123',
    'next=%3Ftoken%3Dabc',
  ],
  ignores: ['token', 'tokens: 5', 'password reset', 'total=5', 'no secret here'],
};
