import { join } from 'node:path';
import { SETTINGS, type SettingKey, type Settings } from '../../../core/settings/index.ts';
import type { Io } from '../../io.ts';
import { originList } from '../../origins.ts';
import { shellQuoted } from '../../shell-quoted.ts';
import { missingFromDocker } from './choose.ts';

const RETENTION = [
  'metricsRetentionDays',
  'tracesRetentionDays',
  'logsRetentionDays',
  'auditRetentionDays',
  'highResolutionRetentionHours',
] as const satisfies readonly SettingKey[];

/**
 * What was set of them, as the servers accept it: a value that is none would keep them from starting, and Prometheus knows
 * no part of an hour. What was not set may be in compose's own file .env.
 */
const retentionOf = (settings: Settings, env: Io['env']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    RETENTION.filter((key) => env[SETTINGS[key].name]).map((key) => {
      const value = settings[key];
      return [SETTINGS[key].name, value === undefined ? '' : String(Math.ceil(value))];
    }),
  );

/** What runs this package itself, which is here. */
const profilesOf = ({ COMPOSE_PROFILES = '' }: Io['env']): string =>
  [...new Set([...COMPOSE_PROFILES.split(','), 'binnacle'])].filter(Boolean).join();

/** Where data of pages comes from, and the key that they show. */
export interface PagesAccess {
  readonly origins: readonly string[];
  readonly apiKey: string;
}

/** What the compose files read of it. */
export const pagesEnv = (pages: PagesAccess | undefined): Readonly<Record<string, string>> =>
  pages ? { RUM_API_KEY: pages.apiKey, RUM_ALLOWED_ORIGINS: originList(pages.origins) } : {};

/** The arguments that name compose files of the package. */
export const composeFiles = (directory: string, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => ['-f', join(directory, name)]);

/** The same for a command line. */
export const composeLine = (files: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
  [
    ...Object.entries(env).map(([name, value]) => `${name}=${shellQuoted(value)}`),
    'docker compose',
    ...files.map((file) => shellQuoted(file)),
  ].join(' ');

export interface StackStart {
  /** What names the files. */
  readonly files: readonly string[];
  readonly settings: Settings;
  readonly pages: PagesAccess | undefined;
  /** Ends the message where it fails. */
  readonly advice: string;
  /** Further arguments of `up`. */
  readonly more?: readonly string[];
}

/** Runs `docker compose up` and says what is wrong where it fails. */
export const startStack = async (
  { files, settings, pages, advice, more = [] }: StackStart,
  io: Io,
): Promise<boolean> => {
  const missing = await missingFromDocker(io);
  if (missing) {
    io.stderr(`${missing}${advice === NO_DOCKER ? advice : ''}\n`);
    io.exitCode = 1;
    return false;
  }
  const env = {
    COMPOSE_PROFILES: profilesOf(io.env),
    ...retentionOf(settings, io.env),
    ...pagesEnv(pages),
  };
  const { ok, output } = await io.run('docker', ['compose', ...files, 'up', '-d', '--wait', ...more], {
    show: true,
    env,
  });
  if (!ok) {
    const detail = output ? ` (${output.trim()})` : '';
    io.stderr(`docker compose could not start the stack${detail}${advice}\n`);
    io.exitCode = 1;
  }
  return ok;
};

export const COMPOSE_FILE = 'docker-compose.monitoring.yml';
export const NO_DOCKER = '; `binnacle up --embedded` needs no Docker';
