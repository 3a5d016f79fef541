import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { renderOriginLines } from '../../../collector/generate/browsers/proxy.ts';
import { createSecret, listLogins, putLogin } from './logins.ts';
import { PARTS } from './parts.ts';
import type { PrivateFolder } from './private-files.ts';

export interface KeptSecret {
  readonly file: string;
  readonly for: string;
  readonly action: 'kept' | 'made' | 'replaced';
}

/** The first login at the proxy. */
const OPERATOR = 'operator';

export interface StackFolders {
  readonly root: PrivateFolder;
  part(id: string): PrivateFolder;
}

/** The folder of what is in front of the Collector for pages. */
const PAGES = 'browsers';

const keep = (folder: PrivateFolder, file: string, create: () => string): 'kept' | 'made' => {
  if (folder.read(file)?.trim()) return 'kept';
  folder.write(file, create());
  return 'made';
};

const writeIfOther = (folder: PrivateFolder, file: string, text: string): void => {
  if (folder.read(file) !== text) folder.write(file, text);
};

/** What a service sets to send to this stack. */
const serviceEnvironment = (directory: string, host: string): string =>
  [
    '# For services that send to this stack: node --env-file=… --import binnacle/register app.js',
    `OTEL_EXPORTER_OTLP_ENDPOINT=https://${host}:4318`,
    `OTEL_EXPORTER_OTLP_CERTIFICATE=${join(directory, 'ca.crt')}`,
    `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=${join(directory, 'client.crt')}`,
    `OTEL_EXPORTER_OTLP_CLIENT_KEY=${join(directory, 'client.key')}`,
    `BINNACLE_OTLP_HEADERS_FILE=${join(directory, 'headers')}`,
    '',
  ].join('\n');

/** What pages show and where they come from. */
export interface StackPages {
  readonly origins: readonly string[];
  /** Public, as the pages are. */
  readonly apiKey: string;
}

export const readPages = (folder: PrivateFolder, origins: readonly string[]): StackPages | undefined => {
  const apiKey = folder.read('key')?.trim();
  return apiKey && origins.length > 0 ? { origins, apiKey } : undefined;
};

/** Makes the key of pages, and says where they come from to the proxy before the Collector. */
export const keepPages = (
  { part }: StackFolders,
  origins: readonly string[],
): { readonly pages: StackPages | undefined; readonly secrets: readonly KeptSecret[] } => {
  if (origins.length === 0) return { pages: undefined, secrets: [] };
  const folder = part(PAGES);
  const action = keep(folder, 'key', () => `${randomBytes(16).toString('hex')}\n`);
  writeIfOther(folder, 'origins.conf', renderOriginLines(origins));
  return {
    pages: readPages(folder, origins),
    secrets: [{ file: `${PAGES}/key`, for: 'the key that pages show; it is public', action }],
  };
};

/** The tokens with another one in the place of the first, which the stack made; the others are somebody's own. */
const replaceFirstToken = (tokens: string): string => {
  const [, ...others] = tokens.split('\n');
  return [createSecret(), ...others].join('\n');
};

/**
 * Makes what is secret and missing: the senders' token, Grafana's first password, a first login at the proxy.
 * @param isTokenRevoked replaces the token of senders
 */
export const keepSecrets = (
  { root, part }: StackFolders,
  host: string,
  isTokenRevoked = false,
): readonly KeptSecret[] => {
  const collector = part('collector');
  const tokens = isTokenRevoked ? collector.read('token') : undefined;
  if (tokens !== undefined) collector.write('token', replaceFirstToken(tokens));
  const kept = keep(collector, 'token', () => `${createSecret()}\n`);
  const token = tokens === undefined ? kept : 'replaced';
  const [first = ''] = (collector.read('token') ?? '').split(/\s/);
  const services = part('services');
  for (const { id } of PARTS.filter(({ isSender }) => isSender))
    writeIfOther(part(id), 'headers', `authorization: Bearer ${first}\n`);
  writeIfOther(services, 'otel.env', serviceEnvironment(services.path, host));
  const grafana = keep(part('grafana'), 'admin-password', createSecret);
  const proxy = part('proxy');
  const hasLogins = listLogins(proxy).length > 0;
  if (!hasLogins) root.write('operator-password', `${putLogin(proxy, { name: OPERATOR, role: 'editor' })}\n`);
  return [
    { file: 'collector/token', for: 'the token that services show', action: token },
    { file: 'grafana/admin-password', for: 'the user admin of Grafana', action: grafana },
    ...(hasLogins
      ? []
      : [{ file: 'operator-password', for: `the user ${OPERATOR} at the proxy`, action: 'made' as const }]),
  ];
};
