import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PathKind, ValidateOptions } from '../../../src/collector/validate/options.ts';

/** Where both sides read a configuration: one folder, one environment. */
export interface Surroundings extends Pick<ValidateOptions, 'env' | 'readFile'> {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  pathKind(path: string): PathKind;
}

/** Values that a variable may have: of each type. */
const VALUES = {
  TEXT: 'abc',
  NUMBER: '5',
  EMPTY: '',
  LIST: '[a, b]',
  MAP: '{ a: 1 }',
  FLAG: 'true',
  DURATION: '10s',
  POD_NAME: 'collector-0',
} as const;

const FILES = {
  htpasswd: 'agent:secret\n',
  token: 'secret\n',
  user: 'agent\n',
  password: 'secret\n',
  secret: 'secret\n',
  header: 'value\n',
};

const pathKind = (path: string): PathKind => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? (stat.isDirectory() ? 'directory' : 'file') : 'missing';
};

const certify = (folder: string): void => {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', 'server-key.pem', '-out', 'server.pem'];
  const about = ['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', ...newKey, ...files, ...about], { cwd: folder, stdio: 'ignore' });
  for (const name of ['ca.pem', 'client.pem']) copyFileSync(join(folder, 'server.pem'), join(folder, name));
  copyFileSync(join(folder, 'server-key.pem'), join(folder, 'client-key.pem'));
};

/** Makes the files that the configurations of the corpus name. */
export const createSurroundings = (folder: string): Surroundings => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  certify(folder);
  const pem = readFileSync(join(folder, 'server.pem'), 'utf8');
  const env = {
    ...VALUES,
    HOME: folder,
    CA_PEM: pem,
    CERT_PEM: pem,
    KEY_PEM: readFileSync(join(folder, 'server-key.pem'), 'utf8'),
  };
  return {
    folder,
    env,
    readFile: (path) => readFileSync(resolve(folder, path), 'utf8'),
    pathKind: (path) => pathKind(resolve(folder, path)),
  };
};
