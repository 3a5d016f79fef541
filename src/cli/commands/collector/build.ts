import { join, resolve } from 'node:path';
import { makeFolder } from '../../../node/make-folder.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { shellQuoted } from '../../shell-quoted.ts';
import { writeOutput } from './write-output.ts';

export interface BuildRequest {
  /** The manifest, as YAML, with `output_path` at `folder`. */
  readonly manifest: string;
  /** Modules with their versions, for where the builder does not get them itself. */
  readonly modules: readonly string[];
  /** Of the Collector and of the builder. */
  readonly version: string;
  readonly name: string;
  readonly folder: string;
  /** Files of the configuration, which the result has to accept. */
  readonly files: readonly string[];
}

/** As releases and `go install` call it. */
const BUILDERS = ['ocb', 'builder'] as const;

const MODULE = 'go.opentelemetry.io/collector/cmd/builder';

/** https://github.com/open-telemetry/opentelemetry-collector/blob/main/go.mod */
const MINIMUM_GO_MINOR = 25;

/** What is wrong with Go here; undefined where it can build. */
const goTrouble = async (io: Io): Promise<string | undefined> => {
  const { ok, output } = await io.run('go', ['version']);
  if (!ok) return 'Go was not found, and the OpenTelemetry Collector Builder needs it';
  const minor = /go1\.(\d+)/.exec(output)?.[1];
  if (minor === undefined || Number(minor) >= MINIMUM_GO_MINOR) return undefined;
  return `Go 1.${minor} is older than 1.${MINIMUM_GO_MINOR}, which the Collector needs`;
};

const goAdvice = ({ version, files }: BuildRequest, { directory }: PackageRoot): string => {
  const own = files.map((file) => shellQuoted(file)).join(' ');
  return [
    'What would work:',
    '  - install Go: https://go.dev/dl/',
    '  - build in Docker, with the Dockerfile of this package:',
    `      mkdir build && binnacle collector manifest ${own} --name otelcol-binnacle --output build/manifest.yaml`,
    `      docker build --file ${shellQuoted(join(directory, 'collector', 'Dockerfile'))} build`,
    `  - the distribution with all components: https://github.com/open-telemetry/opentelemetry-collector-releases/releases/tag/v${version}`,
    '',
  ].join('\n');
};

interface Builder {
  readonly command: string;
  readonly args: readonly string[];
}

/** A builder on the PATH of the same version, or the one that Go gets. */
const findBuilder = async (version: string, io: Io): Promise<Builder> => {
  for (const command of BUILDERS) {
    const { ok, output } = await io.run(command, ['version']);
    if (ok && output.includes(version)) return { command, args: [] };
    if (ok) io.stderr(`${command} on the PATH is not of version ${version}, left aside\n`);
  }
  return { command: 'go', args: ['run', `${MODULE}@v${version}`] };
};

// The program needs no libc of this machine; a workspace of the caller's is none of its business.
const ENV = { CGO_ENABLED: '0', GOWORK: 'off' } as const;

const NO_TIDY = { ...ENV, GOFLAGS: '-mod=mod -buildvcs=false' } as const;

const step = async (
  title: string,
  command: string,
  args: readonly string[],
  io: Io,
  options: { readonly cwd?: string; readonly env: Readonly<Record<string, string>> },
): Promise<boolean> => {
  io.stderr(`${title}: ${[command, ...args].map((word) => shellQuoted(word)).join(' ')}\n`);
  const { ok, output } = await io.run(command, args, { ...options, show: true });
  if (output !== '') io.stderr(`${output}\n`);
  return ok;
};

const goMod = ({ modules, version }: BuildRequest): string =>
  [
    'module otelcol',
    `go 1.${MINIMUM_GO_MINOR}.0`,
    ...[`go.opentelemetry.io/collector/otelcol v${version}`, ...modules].map((module) => `require ${module}`),
    '',
  ].join('\n');

/** `go mod tidy` of the builder also wants modules that only tests of others need, and some of those cannot be had. */
const buildWithoutTidy = async (builder: Builder, manifest: string, request: BuildRequest, io: Io) => {
  io.stderr('the builder did not succeed; trying without its "go mod tidy"\n');
  const { folder, name } = request;
  const flags = ['--config', manifest, '--skip-get-modules', '--skip-compilation'];
  if (!(await step('sources', builder.command, [...builder.args, ...flags], io, { env: ENV }))) return false;
  writeOutput(goMod(request), join(folder, 'go.mod'), io);
  const args = ['build', '-trimpath', '-ldflags', '-s -w', '-o', name, '.'];
  return step('program', 'go', args, io, { cwd: folder, env: NO_TIDY });
};

/** Builds a Collector and asks it whether it takes the configuration. Throws UsageError where the folder cannot be made. */
export const buildCollector = async (request: BuildRequest, root: PackageRoot, io: Io): Promise<void> => {
  const { folder, name, version, files } = request;
  const trouble = await goTrouble(io);
  if (trouble !== undefined) {
    io.stderr(`${trouble}.\n${goAdvice(request, root)}`);
    io.exitCode = 2;
    return;
  }
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UsageError(`${folder}: cannot be made (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
  const manifest = join(folder, 'manifest.yaml');
  writeOutput(request.manifest, manifest, io);
  const builder = await findBuilder(version, io);
  const flags = ['--config', manifest, '--ldflags=-s -w'];
  const isBuilt =
    (await step('builder', builder.command, [...builder.args, ...flags], io, { env: ENV })) ||
    (await buildWithoutTidy(builder, manifest, request, io));
  if (!isBuilt) {
    io.stderr(`${name} was not built; the reason is above\n`);
    io.exitCode = 1;
    return;
  }
  const program = resolve(folder, name);
  io.stdout(`${program}\n`);
  if (files.includes('-')) return;
  const validated = await io.run(program, ['validate', ...files.map((file) => `--config=${file}`)]);
  if (validated.ok) {
    io.stderr('it accepts the configuration\n');
    return;
  }
  io.stderr(`it does not accept the configuration:\n${validated.output.trim()}\n`);
  io.exitCode = 1;
};
