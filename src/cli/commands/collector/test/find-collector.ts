import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type Components, readComponents } from '../../../../collector/case/rewrite/components.ts';
import { type Io, UsageError } from '../../../io.ts';

const VARIABLE = 'BINNACLE_OTELCOL';

/** As the distributions call it, the one with the most components first. */
const NAMES = ['otelcol-contrib', 'otelcol-k8s', 'otelcol-binnacle', 'otelcol'] as const;

const LIST_MILLIS = 30_000;

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** Where the tests of this project keep the servers that they have built: the newest Collector there. */
const fromCache = (env: Io['env']): readonly string[] => {
  const folder =
    env.BINNACLE_CACHE_DIR ||
    join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'binnacle', 'servers');
  try {
    return readdirSync(folder)
      .filter((name) => /^collector-[\d.]+-[0-9a-f]+$/.test(name))
      .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
      .map((name) => join(folder, name, 'otelcol'));
  } catch {
    return [];
  }
};

const onPath = (env: Io['env']): readonly string[] =>
  NAMES.flatMap((name) =>
    (env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, name)),
  );

/**
 * The program of the Collector: what the command line names, the variable, the PATH, the cache. Throws UsageError that
 * says how to get one.
 */
export const findCollector = (given: string | undefined, { env }: Pick<Io, 'env'>): string => {
  const named = given === undefined ? env[VARIABLE] : given;
  if (named) {
    if (isProgram(resolve(named))) return resolve(named);
    throw new UsageError(`${given === undefined ? VARIABLE : '--collector'}: "${named}" is no program`);
  }
  const found = [...onPath(env), ...fromCache(env)].find(isProgram);
  if (found) return found;
  throw new UsageError(
    `no Collector was found: neither ${NAMES.join(', ')} on the PATH, nor ${VARIABLE}; name one with --collector PATH. ` +
      'Releases: https://github.com/open-telemetry/opentelemetry-collector-releases/releases; ' +
      '"binnacle collector manifest FILE --build" builds one with the components of a configuration',
  );
};

/** What the Collector has built in. Throws UsageError where the program does not say. */
export const componentsOf = async (collector: string, io: Io): Promise<Components> => {
  const { output } = await io.run(collector, ['components'], { timeoutMillis: LIST_MILLIS });
  const components = readComponents(output);
  if (components) return components;
  throw new UsageError(
    `${collector}: "components" does not list components, so this is no Collector: ${output.trim().slice(0, 200)}`,
  );
};
