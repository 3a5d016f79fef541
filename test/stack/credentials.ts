import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAuthority } from '../../src/cli/commands/stack/authority.ts';
import { createKey, issueCertificate } from '../../src/cli/commands/stack/certificate.ts';
import type { AuthorityName } from '../../src/cli/commands/stack/parts.ts';
import { openPrivateFolder } from '../../src/cli/commands/stack/private-files.ts';
import type { Credentials } from './ask.ts';

const DAY_MILLIS = 86_400_000;

export const readStackFile = (directory: string, file: string): string =>
  readFileSync(join(directory, file), 'utf8');

/** The client certificate of a part. */
export const clientOf = (directory: string, part: string): Credentials => ({
  ca: readStackFile(directory, `${part}/ca.crt`),
  cert: readStackFile(directory, `${part}/client.crt`),
  key: readStackFile(directory, `${part}/client.key`),
});

/** Certificate and key that the stack's own authority signed, and that ended an hour ago. */
export const endedCertificate = (
  directory: string,
  { purpose, name, names = [] }: { purpose: 'server' | 'client'; name: string; names?: readonly string[] },
  by: AuthorityName = 'parts',
): { readonly cert: string; readonly key: string } => {
  const now = new Date();
  const authority = openAuthority(by, openPrivateFolder(join(directory, 'ca')), {
    now,
    days: 1,
    passphrase: undefined,
  });
  const key = createKey();
  const cert = issueCertificate(
    {
      name,
      key,
      purpose,
      names,
      now: new Date(now.getTime() - DAY_MILLIS),
      notAfter: new Date(now.getTime() - DAY_MILLIS / 24),
    },
    { name: authority.name, key: authority.key() },
  );
  return { cert, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
};
