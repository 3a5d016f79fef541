import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { resolveSettings } from '../../../core/settings/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { parseOrigins } from '../../origins.ts';
import { pageHints, pageSetup } from '../../page-setup.ts';
import { shellQuoted } from '../../shell-quoted.ts';
import { createStyle } from '../../style.ts';
import { isName } from './names.ts';
import type { AuthorityName } from './parts.ts';
import { DEFAULT_DIRECTORY, type PreparedStack, prepareStack, type StackOptions } from './prepare.ts';
import type { Owner } from './private-files.ts';

const NOTES = `
Makes in DIR, for docker-compose.secure.yml or servers of your own:
  ca/                    two authorities: one for the parts of the stack, one for the services that send to it
  <part>/                server.crt and server.key, client.crt and client.key, ca.crt to check others by
  services/otel.env      what a service sets to send to the stack
  collector/token        the token that services show
  grafana/admin-password, operator-password     the first logins
With --browsers also, for docker-compose.secure-browsers.yml:
  browsers/key           the key that pages show; it is public
  browsers/origins.conf  where pages come from
Files have the mode 0600. What is there and serves is kept; a certificate is renewed once a third of its life is left, or where
its names are others. Run it every day, for example by cron: servers take renewed files without a restart.
A certificate that somebody else may have got is taken back together with the authority that signed it: --revoke makes a new authority
and everything that it signs, and whoever has the old ones is refused once the stack was restarted. Services all have the same certificate
and token: with --revoke senders both are new, and each service needs the folder services/ anew.
Run by root, the files of the parts belong to the user 65534, which the containers run as; --owner names another one.
Exit status: 0, or 2 where the command line is wrong or a file cannot be read or written.

Examples:
  $ binnacle stack certs --names telemetry.example,10.0.0.7
  $ binnacle stack certs --browsers https://shop.example,https://*.shop.example
  $ binnacle stack certs --days 7 --renew
  $ binnacle stack certs --revoke senders
  $ binnacle stack certs --json | jq -r '.certificates[] | select(.action != "kept") | .file'
`;

interface Flags {
  readonly directory: string;
  readonly names?: readonly string[];
  readonly days?: number;
  readonly browsers?: readonly string[];
  readonly renew?: boolean;
  readonly revoke?: AuthorityName | 'all';
  readonly owner?: Owner;
  readonly caPassphraseFile?: string;
  readonly json?: boolean;
}

/** Longer than this, browsers take no certificate: https://cabforum.org/working-groups/server/baseline-requirements/ */
const MAX_DAYS = 397;

const asNames = (text: string): readonly string[] => {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const wrong = names.find((name) => !isName(name));
  if (wrong !== undefined || names.length === 0)
    throw new InvalidArgumentError(
      `${wrong === undefined ? 'nothing' : JSON.stringify(wrong)} is no host name or address; telemetry.example,10.0.0.7 would be right.`,
    );
  return names;
};

const asDays = (text: string): number => {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw new InvalidArgumentError(`a whole number from 1 to ${MAX_DAYS} is needed.`);
  return days;
};

const asOwner = (text: string): Owner => {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(text) ?? [];
  if (uid === undefined || gid === undefined)
    throw new InvalidArgumentError('numbers as in 1000:1000 are needed.');
  if (Number(uid) === 0)
    throw new InvalidArgumentError('containers do not run as root; another user is needed.');
  return { uid: Number(uid), gid: Number(gid) };
};

const readPassphrase = (path: string, io: Io): string => {
  try {
    const text = io.readFile(path).replace(/\r?\n$/, '');
    if (text !== '') return text;
  } catch (error) {
    throw new UsageError(
      `--ca-passphrase-file ${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`,
    );
  }
  throw new UsageError(`--ca-passphrase-file ${path}: is empty`);
};

/** What somebody who has a page needs, where the stack takes data of pages. */
const pageLines = ({ pages, host }: PreparedStack, io: Io): readonly string[] => {
  if (!pages) return [];
  const { browsersPort } = resolveSettings(io.env).settings;
  return pageHints(pageSetup({ endpoint: `https://${host}:${browsersPort}`, ...pages })).map(
    ([title, text]) => `${title}: ${text}`,
  );
};

/** What has to happen before nobody takes what was revoked. */
const revocationLines = ({ authorities, directory, pages }: PreparedStack): readonly string[] => {
  const revoked = authorities.flatMap(({ name, action }) => (action === 'replaced' ? [name] : []));
  if (revoked.length === 0) return [];
  const environment = shellQuoted(join(directory, 'stack.env'));
  return [
    `until the stack is restarted it may take what was revoked: docker compose --env-file ${environment} -f docker-compose.monitoring.yml -f docker-compose.secure.yml${pages ? ' -f docker-compose.secure-browsers.yml' : ''} restart`,
    `then services are refused until they have ${shellQuoted(join(directory, 'services'))} anew and were restarted`,
    ...(revoked.includes('parts')
      ? [
          `browsers and clients trust the new ${shellQuoted(join(directory, 'ca/parts.crt'))}, and no longer the one before`,
        ]
      : []),
  ];
};

const render = (stack: PreparedStack, io: Io): string => {
  const { bold, dim } = createStyle(io);
  const day = (time: string): string => time.slice(0, 10);
  const changed = stack.certificates.filter(({ action }) => action !== 'kept');
  const kept = stack.certificates.length - changed.length;
  const ends = stack.certificates.map(({ notAfter }) => notAfter).sort()[0] ?? '';
  return [
    ...stack.authorities
      .filter(({ action }) => action !== 'kept')
      .map(
        ({ file, notAfter, fingerprint, action }) =>
          `${action.padEnd(8)} ${bold(file)}  until ${day(notAfter)}  ${dim(`SHA-256 ${fingerprint}`)}`,
      ),
    ...changed.map(
      ({ action, file, notAfter, reason }) =>
        `${action.padEnd(8)} ${bold(file)}  until ${day(notAfter)}${reason === undefined ? '' : `  ${dim(`because ${reason}`)}`}`,
    ),
    ...stack.secrets
      .filter(({ action }) => action !== 'kept')
      .map(({ file, for: purpose, action }) => `${action.padEnd(8)} ${bold(file)}  ${dim(purpose)}`),
    ...(kept > 0 ? [`kept     ${kept} certificates`] : []),
    ...pageLines(stack, io),
    ...revocationLines(stack),
    `${stack.directory}: the first certificate ends ${day(ends)}; run this again before`,
    '',
  ].join('\n');
};

/** `binnacle stack certs`: certificates, token and first passwords of a secured stack. */
export const createCertsCommand = (io: Io): Command =>
  new Command('certs')
    .description('make and renew the certificates of the stack, and what else it keeps secret')
    .option('--directory <dir>', 'where the files are', DEFAULT_DIRECTORY)
    .option('--names <list>', 'names and addresses by which others reach the stack', asNames)
    .option('--days <n>', 'life of a certificate; 30 at first, later as before', asDays)
    .addOption(
      new Option(
        '--browsers <origins>',
        'where pages that send come from; none closes their way in; later as before',
      ).argParser(parseOrigins),
    )
    .option('--renew', 'replace every certificate now; the authorities stay')
    .addOption(
      new Option(
        '--revoke <authority>',
        'replace an authority and all that it signed, of senders the token too',
      ).choices(['senders', 'parts', 'all']),
    )
    .option('--owner <uid:gid>', 'user that the containers run as', asOwner)
    .option('--ca-passphrase-file <file>', 'encrypts the keys of the authorities with what is in it')
    .option('--json', 'print what was kept, made and renewed as JSON')
    .addHelpText('after', NOTES)
    .action(({ json = false, caPassphraseFile, browsers, revoke, ...flags }: Flags) => {
      const options: StackOptions = {
        ...flags,
        ...(browsers && { origins: browsers }),
        ...(revoke && { revoke: revoke === 'all' ? ['senders', 'parts'] : [revoke] }),
        ...(caPassphraseFile !== undefined && { passphrase: readPassphrase(caPassphraseFile, io) }),
      };
      const stack = prepareStack(options);
      io.stdout(json ? `${JSON.stringify(stack, undefined, 2)}\n` : render(stack, io));
    });
