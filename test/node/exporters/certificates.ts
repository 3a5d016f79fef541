import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of one test. Files; removed by `remove`. */
export interface Authority {
  readonly folder: string;
  readonly ca: string;
  issue(name: string): Certificate;
  remove(): void;
}

/** Whether certificates can be made here. */
export const hasOpenssl = (): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const EXTENSIONS = 'subjectAltName=DNS:localhost,DNS:collector.test,IP:127.0.0.1';

export const createAuthority = (): Authority => {
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-tls-'));
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=ca');
  writeFileSync(join(folder, 'extensions'), EXTENSIONS);
  return {
    folder,
    ca: join(folder, 'ca.pem'),
    issue: (name) => {
      openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        ...signing,
        '-out',
        `${name}.pem`,
        '-extfile',
        'extensions',
      );
      return { key: join(folder, `${name}.key`), cert: join(folder, `${name}.pem`) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
