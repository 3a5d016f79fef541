import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { type Io, UsageError } from '../../io.ts';
import { isLoginName, LOGIN_ROLES, type LoginRole, listLogins, putLogin, removeLogin } from './logins.ts';
import { DEFAULT_DIRECTORY } from './prepare.ts';
import { openPrivateFolder, ownerOfFolder } from './private-files.ts';

const NOTES = `
Logins at the proxy, for the pages of Prometheus, Alertmanager and Jaeger; Grafana has users of its own. A viewer reads, an
editor also makes silences. The password is made here, printed once and kept as a hash only. The proxy needs no restart.
Exit status: 0, 1 where the user to remove is not there, or 2 where the command line is wrong or a file cannot be read.

Examples:
  $ binnacle stack user ada --role editor
  $ binnacle stack user ada --remove
  $ binnacle stack user --json
`;

interface Flags {
  readonly directory: string;
  readonly role: LoginRole;
  readonly remove?: boolean;
  readonly json?: boolean;
}

const asLoginName = (text: string): string => {
  if (!isLoginName(text))
    throw new InvalidArgumentError('letters, digits and . _ @ - are needed, 64 at most.');
  return text;
};

const run = (name: string | undefined, { directory, role, remove, json }: Flags, io: Io): void => {
  const path = join(resolve(directory), 'proxy');
  if (!existsSync(path))
    throw new UsageError(`${path}: is not there; \`binnacle stack certs --directory ${directory}\` makes it`);
  const folder = openPrivateFolder(path, ownerOfFolder(path));
  if (name === undefined) {
    if (remove) throw new UsageError('--remove needs the name of a user');
    const logins = listLogins(folder);
    io.stdout(
      json ? `${JSON.stringify(logins)}\n` : logins.map((one) => `${one.name}  ${one.role}\n`).join(''),
    );
  } else if (remove) {
    const isRemoved = removeLogin(folder, name);
    if (!isRemoved) io.stderr(`there is no user ${name}\n`);
    io.exitCode = isRemoved ? 0 : 1;
    if (isRemoved) io.stdout(json ? `${JSON.stringify({ name, removed: true })}\n` : `${name} is removed\n`);
  } else {
    const password = putLogin(folder, { name, role });
    io.stdout(json ? `${JSON.stringify({ name, role, password })}\n` : `${password}\n`);
    if (!json) io.stderr(`the password of ${name}, ${role}; it is not shown again\n`);
  }
};

/** `binnacle stack user`: who may read and change at the proxy. */
export const createUserCommand = (io: Io): Command =>
  new Command('user')
    .description('list, add and remove who may log in at the proxy')
    .addArgument(
      new Argument('[name]', 'gets a new password; without it, all are listed').argParser(asLoginName),
    )
    .option('--directory <dir>', 'where `binnacle stack certs` made its files', DEFAULT_DIRECTORY)
    .addOption(new Option('--role <role>', 'what the user may do').choices(LOGIN_ROLES).default('viewer'))
    .option('--remove', 'remove the user')
    .option('--json', 'print JSON')
    .addHelpText('after', NOTES)
    .action((name: string | undefined, flags: Flags) => run(name, flags, io));
