import { type ConfigPath, valueAt } from '../../document/node.ts';
import { type LintContext, textOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { SECURITY } from '../sources.ts';
import { unknownValuesOf, valuesOf } from '../walk.ts';

/** Headers are never printed, but most of them are no secret. */
const SECRET_KEY = /auth|token|secret|passw|api[-_]?key|cookie|credential|private[-_]?key|^key$/i;
const NO_SECRET = /_file$|^authenticator$|^auth_type$|_url$|^key_file$/i;

const isSecret = (kind: string, path: ConfigPath, { root }: LintContext): boolean => {
  const names = path.filter((part) => typeof part === 'string');
  const key = names.at(-1) ?? '';
  if (NO_SECRET.test(key)) return false;
  if (names.includes('headers')) {
    if (typeof path.at(-2) !== 'number') return SECRET_KEY.test(key);
    // A header can be written as a name and a value, and one that is set as a key and a value.
    const item = path.slice(0, -1);
    const name = textOf(valueAt(root, [...item, 'name'])) ?? textOf(valueAt(root, [...item, 'key']));
    return (key === 'value' || key === 'default_value') && SECRET_KEY.test(name ?? key);
  }
  // Datadog's.
  if (key === 'key' && names.at(-2) === 'api') return true;
  return (
    kind === 'opaque' ||
    /^(password|token|client_secret|api_?key|access_?token)$/i.test(key) ||
    (key === 'inline' && names.includes('htpasswd'))
  );
};

export const rule: LintRule = {
  id: 'secret-in-clear-text',
  severity: 'error',
  source: SECURITY,
  summary: 'secrets come from the environment or from a file',
  why: 'A configuration is in version control, in images and in backups, and whoever reads one of them has the secret.',
  good: `exporters: { otlp_grpc: { headers: { api-key: "\${env:API_KEY}" } } }`,
  bad: `exporters:
  otlp_grpc:
    headers:
      api-key: d41d8cd98f00b204 # here
`,
  *check(context) {
    for (const { node, schema, path } of [...valuesOf(context), ...unknownValuesOf(context)]) {
      if (node.isExpanded || typeof node.value === 'boolean' || node.value === '') continue;
      if (!isSecret(schema.kind, path, context)) continue;
      const key = String(path.findLast((part) => typeof part === 'string'));
      const name = key.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
      yield {
        place: node.place,
        path,
        message: `is written here for everybody who reads the file; put it into a variable, such as \${env:${name}}`,
      };
    }
  },
};
