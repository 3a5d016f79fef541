import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfiguration, type SourceFile } from '../../../../collector/document/load.ts';
import { placeText } from '../../../../collector/document/node.ts';
import { PROXY_PORT } from '../../../../collector/generate/browsers/proxy.ts';
import {
  type GeneratedConfiguration,
  type GeneratedFile,
  generateConfiguration,
} from '../../../../collector/generate/generate-configuration.ts';
import type { Topology } from '../../../../collector/generate/topology.ts';
import { lintLoaded } from '../../../../collector/lint/lint.ts';
import { manifestOf } from '../../../../collector/manifest/manifest.ts';
import type { Problem } from '../../../../collector/problem.ts';
import { validateConfiguration } from '../../../../collector/validate/validate.ts';
import { type Io, UsageError } from '../../../io.ts';
import type { PackageRoot } from '../../../package-root.ts';
import { type PageSetup, pageHints, pageSetup } from '../../../page-setup.ts';
import { shellQuoted } from '../../../shell-quoted.ts';
import { writeText } from '../../../write-text.ts';
import { loadSchema } from '../load-schema.ts';

export interface OutputOptions {
  readonly out: string;
  readonly force?: boolean;
  readonly oneFile?: boolean;
  readonly json?: boolean;
}

export const STDOUT = '-';

/** `collector.yaml` and `redaction` give `collector-redaction.yaml`. */
const besides = (file: string, role: string): string => {
  const [, stem = file, ending = '.yaml'] = /^(.*?)(\.ya?ml)?$/.exec(file) ?? [];
  return `${stem}-${role}${ending ?? '.yaml'}`;
};

const namesFor = (out: string) => {
  const collector = out === STDOUT ? 'collector.yaml' : out;
  return {
    collector,
    sampling: besides(collector, 'sampling'),
    redaction: besides(collector, 'redaction'),
    proxy: besides(collector, 'nginx').replace(/\.ya?ml$/, '.conf'),
  };
};

/** Throws UsageError where a file is there already. */
export const refuseExisting = (names: readonly string[], io: Io): void => {
  const there = names.filter((name) => isThere(name, io));
  if (there.length > 0)
    throw new UsageError(
      `${there.join(', ')}: ${there.length > 1 ? 'are' : 'is'} there already; --force overwrites, --out names another file`,
    );
};

const isThere = (file: string, io: Io): boolean => {
  try {
    io.readFile(file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') throw new UsageError(`--out: ${file} is a folder; name a file in it`);
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
};

const writeAll = (files: readonly GeneratedFile[], force: boolean, io: Io): void => {
  if (!force)
    refuseExisting(
      files.map(({ name }) => name),
      io,
    );
  for (const { name, text } of files) writeText(name, text, io);
};

/** What `validate` and `lint` say of what was generated, with the variables that it needs set. */
const problemsOf = (
  { files, collectors }: GeneratedConfiguration,
  { memoryMib }: Topology,
  root: PackageRoot,
): readonly Problem[] => {
  const memory = typeof memoryMib === 'number' ? { memoryMib } : {};
  const schema = loadSchema(root);
  return collectors.flatMap(({ files: own, variables }) => {
    const sources = files.filter(({ name }) => own.includes(name));
    const env = Object.fromEntries(variables.map(({ name }) => [name, `value-of-${name}`.padEnd(40, '-')]));
    const surroundings = { env, readFile: () => '' };
    const { problems } = validateConfiguration(sources, { schema, ...surroundings });
    const loaded = loadConfiguration(sources, surroundings);
    return [...problems, ...lintLoaded(loaded, sources, { schema, ...memory })];
  });
};

/** Modules that a Collector needs and Binnacle's own does not have; undefined where one is not known. */
const missingModules = (sources: readonly SourceFile[], root: PackageRoot): readonly string[] | undefined => {
  const { node } = loadConfiguration(sources, { env: {}, readFile: () => '' });
  if (!node) return [];
  const { manifest, problems } = manifestOf(node, [], loadSchema(root));
  if (problems.length > 0) return undefined;
  const own = readFileSync(join(root.directory, 'collector/manifest.yaml'), 'utf8');
  return Object.values(manifest.modules)
    .flat()
    .filter((module) => !own.includes(module));
};

const shortName = (module: string): string => module.replace(/ .*$/, '').replace(/^.*\//, '');

/** What is to be done with the files, and what is to be known of the Collector that runs them. */
const nextSteps = ({ files, collectors }: GeneratedConfiguration, root: PackageRoot) => {
  const notes: string[] = [];
  const next = collectors.flatMap(({ files: own, memoryLimitMib }) => {
    const list = own.map((file) => shellQuoted(file)).join(' ');
    const limit = memoryLimitMib === undefined ? '' : `GOMEMLIMIT=${memoryLimitMib}MiB `;
    const missing = missingModules(
      files.filter(({ name }) => own.includes(name)),
      root,
    );
    if (missing && missing.length > 0)
      notes.push(
        `${own[0]}: Binnacle’s own Collector does not have ${missing.map(shortName).join(', ')}; opentelemetry-collector-contrib has, and one that is built from the manifest`,
      );
    return [
      `binnacle collector validate ${list}`,
      ...(missing ? [`binnacle collector manifest ${list} --output manifest.yaml`] : []),
      `${limit}otelcol ${own.map((file) => `--config=${shellQuoted(file)}`).join(' ')}`,
    ];
  });
  return { next, notes };
};

/** What pages send to is nginx, and its name is not known here. */
const PAGES_ENDPOINT = `https://telemetry.example:${PROXY_PORT}`;

/** For the page; undefined where there is none. */
const setupOf = ({ browsers }: Topology): PageSetup | undefined =>
  browsers && typeof browsers.origins !== 'string'
    ? pageSetup({
        endpoint: PAGES_ENDPOINT,
        origins: browsers.origins,
        apiKey: 'what RUM_API_KEY is',
        ...(browsers.services?.[0] !== undefined && { service: browsers.services[0] }),
      })
    : undefined;

/** Notes and unknown components are not in the way. */
const isFault = ({ severity, id }: Problem): boolean => severity !== 'note' && id !== 'missing-file';

/** Writes the files of a topology, or prints them, and says what comes next. */
export const writeTopology = (
  topology: Topology,
  { out, force = false, oneFile = false, json = false }: OutputOptions,
  io: Io,
  root: PackageRoot,
): void => {
  const generated = generateConfiguration(topology, {
    names: namesFor(out),
    isOneFile: oneFile || out === STDOUT,
  });
  const { files, collectors } = generated;
  if (out === STDOUT && files.length > 1 && !json)
    throw new UsageError(
      `--out -: ${topology.topology} is ${files.length} files, and standard output is one; name a file with --out, or use --json`,
    );
  const problems = problemsOf(generated, topology, root).filter(isFault);
  if (problems.length > 0) {
    for (const { place, message, severity, id } of problems)
      io.stderr(`${placeText(place, `${severity}: ${message} [${id}]`)}\n`);
    io.stderr('nothing was written: what was asked for does not go together\n');
    io.exitCode = 1;
    return;
  }
  if (out !== STDOUT) writeAll(files, force, io);
  const steps = nextSteps(generated, root);
  const next = out === STDOUT ? [] : steps.next;
  const notes = [...generated.notes, ...steps.notes];
  const pages = setupOf(topology);
  if (json) {
    const shown = files.map(({ role, name, text }) =>
      out === STDOUT ? { role, text } : { role, file: name },
    );
    const answer = { topology: topology.topology, files: shown, collectors, notes, next };
    io.stdout(`${JSON.stringify({ ...answer, ...(pages && { pages }) })}\n`);
    return;
  }
  if (out === STDOUT) io.stdout(files[0]?.text ?? '');
  for (const { name } of out === STDOUT ? [] : files) io.stderr(`${name}: written\n`);
  for (const note of notes) io.stderr(`note: ${note}\n`);
  const variables = collectors.flatMap(({ variables: all }) => all);
  if (variables.length > 0) {
    io.stderr('It needs from the environment:\n');
    for (const { name, doc } of new Map(variables.map((each) => [each.name, each])).values())
      io.stderr(`  ${name}  ${doc}\n`);
  }
  if (next.length > 0) io.stderr(`Next:\n${next.map((line) => `  ${line}\n`).join('')}`);
  if (pages)
    io.stderr(
      `For the page, with the name of the proxy in place of telemetry.example:\n${pageHints(pages)
        .map(([title, text]) => `  ${title}: ${text}\n`)
        .join('')}`,
    );
};
