import { loadConfiguration } from '../../../src/collector/document/load.ts';
import {
  type GeneratedConfiguration,
  generateConfiguration,
} from '../../../src/collector/generate/generate-configuration.ts';
import type { Topology } from '../../../src/collector/generate/topology.ts';
import { lintLoaded } from '../../../src/collector/lint/lint.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { schema } from '../lint/lint-text.ts';

/** Components whose schema is of an earlier version say so in a note. */
const BORROWED = 'borrowed-schema';

/** What stands in the files of certificates and keys. */
const pemOf = (path: string): string => {
  const kind = path.endsWith('.key') ? 'PRIVATE KEY' : 'CERTIFICATE';
  return `-----BEGIN ${kind}-----\nTUlJ\n-----END ${kind}-----\n`;
};

/** The processors of a redaction file, each with a few words of its own in the place of thousands. */
export const shortened = (text: string): string =>
  [
    'processors:',
    ...[...text.matchAll(/^ {2}(redaction|transform)(\/[\w-]+):$/gm)].map(([, type, name]) =>
      type === 'redaction'
        ? `  redaction${name}: { allow_all_keys: true, blocked_key_patterns: [password] }`
        : `  transform${name}: { error_mode: ignore, trace_statements: ['set(span.name, "a")'] }`,
    ),
  ].join('\n');

/** All that `validate` and `lint` say of each Collector of a topology, a line each. */
const judge = ({ files, collectors }: GeneratedConfiguration, isWhole = true): readonly string[] =>
  collectors.flatMap(({ files: own, variables }) => {
    const sources = files
      .filter(({ name }) => own.includes(name))
      .map(({ role, name, text }) => ({
        name,
        text: role === 'redaction' && !isWhole ? shortened(text) : text,
      }));
    const env = Object.fromEntries(variables.map(({ name }) => [name, `value-of-${name}`.padEnd(40, '-')]));
    const surroundings = { env, readFile: pemOf };
    const { problems } = validateConfiguration(sources, {
      schema,
      ...surroundings,
      pathKind: (path) => (/\.\w+$/.test(path) ? 'file' : 'directory'),
    });
    const found = lintLoaded(loadConfiguration(sources, surroundings), sources, { schema });
    return [...problems.filter(({ id }) => id !== BORROWED), ...found].map(
      ({ place, severity, id, message }) => `${place.file}:${place.line} ${severity} ${id}: ${message}`,
    );
  });

/** @param isWhole with every statement of redaction, which takes a while */
export const judgeTopology = (topology: Topology, isWhole = true): readonly string[] =>
  judge(generateConfiguration(topology), isWhole);
