import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';
import type { Release } from './versions.ts';

const MINIMUM_GO = 25;

export type Environment = Readonly<Record<string, string>>;

/** What is missing for a build, or nothing. */
export const missingGo = async (): Promise<string | undefined> => {
  const printed = await run('go', ['version']).catch(() => '');
  const minor = Number(/go1\.(\d+)/.exec(printed)?.[1] ?? 0);
  if (minor >= MINIMUM_GO) return undefined;
  return minor === 0 ? 'no go on PATH' : `go 1.${minor} is older than 1.${MINIMUM_GO}`;
};

/** Static binaries run in a `FROM scratch` image; no workspace and no cgo of the caller's gets in. */
export const go = (cwd: string, args: readonly string[], env: Environment = {}): Promise<string> =>
  run('go', args, {
    cwd,
    env: { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=mod -buildvcs=false', ...env },
  });

/** An empty module to build foreign commands in: theirs are never edited. */
export const createModule = (work: string, requirements: readonly string[] = []): Promise<void> => {
  const lines = ['module binnacle/servers', 'go 1.25.0', ...requirements.map((one) => `require ${one}`)];
  return writeFile(join(work, 'go.mod'), `${lines.join('\n')}\n`);
};

export const getCommands = (work: string, release: Release, env?: Environment): Promise<string> => {
  const packages = Object.values(release.commands).map((command) => command.package);
  return go(work, ['get', ...packages.map((one) => `${one}@${release.moduleVersion}`)], env);
};

export interface BuildOptions {
  readonly release: Release;
  readonly work: string;
  readonly bin: string;
  /** Go variable that `--version` prints. */
  readonly versionVariable?: string;
  /** What that starts with, for example `v`. */
  readonly versionPrefix?: string;
  readonly env?: Environment;
}

export const buildCommands = async (options: BuildOptions): Promise<void> => {
  const { release, work, bin, versionVariable, versionPrefix = '', env } = options;
  const version = versionVariable ? ` -X ${versionVariable}=${versionPrefix}${release.version}` : '';
  for (const [name, command] of Object.entries(release.commands)) {
    const flags = ['-trimpath', '-ldflags', `-s -w${version}`];
    await go(work, ['build', ...flags, '-o', join(bin, name), command.package], env);
  }
};

/** The checksum database lacks a few of the modules below these prefixes. */
export const UNLISTED_MODULES = 'github.com/open-telemetry/*,go.opentelemetry.io/*';
