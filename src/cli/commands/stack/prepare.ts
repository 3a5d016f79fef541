import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../../io.ts';
import { originList } from '../../origins.ts';
import { type Authority, endOf, openAuthority } from './authority.ts';
import { type KeptCertificate, keepCertificate } from './part-certificates.ts';
import { type AuthorityName, PARTS, serverNames } from './parts.ts';
import { type Owner, openPrivateFolder, type PrivateFolder } from './private-files.ts';
import { type KeptSecret, keepPages, keepSecrets, readPages, type StackPages } from './secrets.ts';

/** Where everything of a secured stack is, unless it is said otherwise. */
export const DEFAULT_DIRECTORY = 'binnacle-stack';
const DEFAULT_DAYS = 30;
/** `nobody`, as the images of Prometheus have it. */
const UNPRIVILEGED = 65_534;

export interface StackOptions {
  readonly directory: string;
  /** Names and addresses by which others reach the stack; undefined keeps those of the last time. */
  readonly names?: readonly string[];
  /** Life of a certificate; undefined keeps that of the last time. */
  readonly days?: number;
  /** Replaces all certificates but the authorities. */
  readonly renew?: boolean;
  readonly passphrase?: string;
  /** Authorities that nobody is to trust any longer, with everything that they signed; of senders, their token as well. */
  readonly revoke?: readonly AuthorityName[];
  readonly owner?: Owner;
  /** Where pages that send come from; none closes the way in for them, undefined keeps those of the last time. */
  readonly origins?: readonly string[];
}

interface PreparedAuthority {
  readonly name: AuthorityName;
  readonly file: string;
  readonly notAfter: string;
  /** SHA-256 of the certificate. */
  readonly fingerprint: string;
  readonly action: Authority['action'];
}

export interface PreparedStack {
  readonly directory: string;
  readonly names: readonly string[];
  /** The name by which senders and browsers reach it, as URLs have it. */
  readonly host: string;
  readonly days: number;
  readonly authorities: readonly PreparedAuthority[];
  readonly certificates: readonly KeptCertificate[];
  readonly secrets: readonly KeptSecret[];
  readonly pages?: StackPages;
}

interface Remembered {
  readonly names?: readonly string[];
  readonly days?: number;
  readonly origins?: readonly string[];
}

const FACTS = 'stack.json';

const remembered = (root: PrivateFolder): Remembered => {
  const text = root.read(FACTS);
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as Remembered;
  } catch {
    throw new UsageError(
      `${join(root.path, FACTS)}: is no JSON; remove it, and give --names, --days and --browsers again`,
    );
  }
};

const writeIfOther = (folder: PrivateFolder, file: string, text: string): void => {
  if (folder.read(file) !== text) folder.write(file, text);
};

const describeAuthority = (name: AuthorityName, { certificate, action }: Authority): PreparedAuthority => ({
  name,
  file: `ca/${name}.crt`,
  notAfter: new Date(endOf(certificate)).toISOString(),
  fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
  action,
});

const isThere = (directory: string, file: string): boolean => existsSync(join(directory, file));

const isEmptyFolder = (directory: string): boolean => {
  try {
    return readdirSync(directory).length === 0;
  } catch {
    // What is wrong with it is said where it is opened.
    return true;
  }
};

/** The authorities are elsewhere, and what they signed is here. */
export const isWithoutAuthority = (directory: string): boolean =>
  isThere(directory, FACTS) && isThere(directory, 'proxy/server.crt') && !isThere(directory, 'ca/parts.key');

/** Nobody means a folder with something else in it, which would be closed to others. */
const checkDirectory = (directory: string): void => {
  if (isWithoutAuthority(directory))
    throw new UsageError(
      `${directory}: has certificates and no ca/ that signed them; renew them where it is, or begin anew in another folder`,
    );
  if (!isThere(directory, FACTS) && existsSync(directory) && !isEmptyFolder(directory))
    throw new UsageError(`${directory}: is no folder of \`binnacle stack certs\`, and not empty`);
};

const hostOf = (names: readonly string[]): string => {
  const name = names.find((one) => !one.startsWith('*')) ?? 'localhost';
  return name.includes(':') ? `[${name}]` : name;
};

/** What can be said of a stack without changing it. */
export const describeStack = (
  directory: string,
): Pick<PreparedStack, 'directory' | 'names' | 'host' | 'pages'> => {
  const path = resolve(directory);
  const { names = [], origins = [] } = remembered(openPrivateFolder(path));
  const pages =
    origins.length > 0 ? readPages(openPrivateFolder(join(path, 'browsers')), origins) : undefined;
  return { directory: path, names, host: hostOf(names), ...(pages && { pages }) };
};

/** The user that containers run as: whoever has the files, but never root. */
const ownerOf = (given: Owner | undefined): { readonly runAs: Owner; readonly give: Owner | undefined } => {
  const uid = process.getuid?.() ?? UNPRIVILEGED;
  const gid = process.getgid?.() ?? UNPRIVILEGED;
  const runAs = given ?? (uid === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : { uid, gid });
  return { runAs, give: runAs.uid === uid && runAs.gid === gid ? undefined : runAs };
};

/**
 * Makes what a secured stack needs and lacks, and renews what ends soon; everything else stays as it is.
 * @throws UsageError where a file cannot be read or written
 */
export const prepareStack = (options: StackOptions, now = new Date()): PreparedStack => {
  const directory = resolve(options.directory);
  checkDirectory(directory);
  const { runAs, give } = ownerOf(options.owner);
  const root = openPrivateFolder(directory);
  const facts = remembered(root);
  const {
    names = facts.names ?? [],
    days = facts.days ?? DEFAULT_DAYS,
    origins = facts.origins ?? [],
  } = options;
  // First, so that a run that was interrupted is known again.
  writeIfOther(root, FACTS, `${JSON.stringify({ names, days, ...(origins.length > 0 && { origins }) })}\n`);
  const authorityFolder = openPrivateFolder(join(directory, 'ca'));
  const revoked = options.revoke ?? [];
  const open = (name: AuthorityName): Authority =>
    openAuthority(name, authorityFolder, {
      now,
      days,
      passphrase: options.passphrase,
      isRevoked: revoked.includes(name),
    });
  const authorities: Readonly<Record<AuthorityName, Authority>> = {
    parts: open('parts'),
    senders: open('senders'),
  };
  const part = (id: string): PrivateFolder =>
    openPrivateFolder(join(directory, id), id === 'services' ? undefined : give);
  const certificates = PARTS.flatMap((one): readonly KeptCertificate[] => {
    const folder = part(one.id);
    writeIfOther(folder, 'ca.crt', authorities.parts.bundle);
    if (one.isEntry) writeIfOther(folder, 'senders-ca.crt', authorities.senders.bundle);
    const keepFor = (purpose: 'server' | 'client', authority: Authority, own: readonly string[]) =>
      keepCertificate(
        { part: one.id, purpose, names: own, days },
        folder,
        authority,
        now,
        options.renew ?? false,
      );
    return [
      ...(one.server ? [keepFor('server', authorities.parts, serverNames(one, names))] : []),
      keepFor('client', authorities[one.client], []),
    ];
  });
  const host = hostOf(names);
  const secrets = keepSecrets({ root, part }, host, revoked.includes('senders'));
  const { pages, secrets: ofPages } = keepPages({ root, part }, origins);
  writeIfOther(
    root,
    'stack.env',
    [
      '# Read by docker-compose.secure.yml: docker compose --env-file',
      `BINNACLE_STACK_DIRECTORY=${directory}`,
      `BINNACLE_STACK_USER=${runAs.uid}:${runAs.gid}`,
      `BINNACLE_STACK_HOST=${host}`,
      ...(pages
        ? [
            '# And by docker-compose.secure-browsers.yml.',
            `RUM_API_KEY=${pages.apiKey}`,
            `RUM_ALLOWED_ORIGINS=${originList(pages.origins)}`,
          ]
        : []),
      '',
    ].join('\n'),
  );
  return {
    directory,
    names,
    host,
    days,
    authorities: (['parts', 'senders'] as const).map((name) => describeAuthority(name, authorities[name])),
    certificates,
    secrets: [...secrets, ...ofPages],
    ...(pages && { pages }),
  };
};
