import { isSensitiveKey } from './keys.ts';
import { mapChanged } from './map-changed.ts';
import { REDACTED } from './text.ts';

/** Programs that take a password right behind `-p`: for others it is a port, a path or a project. */
const PASSWORD_BEHIND_P = ['mysql', 'mariadb', 'sshpass', 'mongo', '7z'];

/** Programs that take it as the argument after an option that means something else to others. */
const PASSWORD_OPTIONS: readonly (readonly [program: string, option: string])[] = [
  ['redis-cli', '-a'],
  ['valkey-cli', '-a'],
  ['sshpass', '-p'],
  ['mongo', '-p'],
  ['docker login', '-p'],
  ['podman login', '-p'],
  ['ldap', '-w'],
  ['sqlcmd', '-P'],
  ['bcp', '-P'],
  ['zip', '-P'],
  ['unzip', '-P'],
  ['openssl', '-k'],
  ['snmp', '-A'],
  ['snmp', '-X'],
  ['snmp', '-c'],
  ['cqlsh', '-p'],
  ['twine', '-p'],
  ['rdesktop', '-p'],
  ['ipmitool', '-P'],
  ['mosquitto_', '-P'],
  ['isql', '-P'],
  ['tsql', '-P'],
  ['curl', '--pass'],
];

/** Programs that take a user and a password with a per cent sign behind `-U`. */
const SAMBA = ['smbclient', 'rpcclient'];

/** Programs that take them with a colon behind `-a` or `--auth`. */
const HTTPIE = ['http', 'https', 'xh', 'xhs'];

/** Programs that take them with a slash, in front of a database. */
const ORACLE = ['sqlplus', 'sqlldr'];

const PROGRAMS = [
  ...ORACLE,
  'htpasswd',
  ...SAMBA,
  ...PASSWORD_BEHIND_P,
  ...PASSWORD_OPTIONS.map(([program]) => program),
];

const HTTPIE_OPTIONS = new Set(['-a', '--auth']);
const USER_OPTIONS = new Set(['-u', '--user', '--proxy-user', '-U']);

const nameOf = (program: string): string => {
  const start = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1;
  return program.slice(start).toLowerCase();
};

/** A user and a password, not the numbers of a user and a group. */
const isUserWithPassword = (value: string): boolean => {
  const colon = value.indexOf(':');
  return colon >= 0 && colon < value.length - 1 && !/^\d{0,10}:\d{1,10}$/.test(value);
};

/** Whether the setting of this name is a secret: `//r.test/:_authToken` too. */
const isSetting = (name: string): boolean => isSensitiveKey(name.slice(name.lastIndexOf(':') + 1));

/** Where OpenSSL is to take a password from; behind `pass:` is the password itself. */
const PASS_OPTION = /^--?\w{0,16}pass(?:in|out)?$/;
const PASS = 'pass:';

/** Whether an argument is the password of `htpasswd -b file user password`, of which `-n` has no file. */
const createHtpasswdReader = (): ((argument: string) => boolean) => {
  let isBatch = false;
  let left = 3;
  let isCost = false;
  return (argument) => {
    const isValue = isCost;
    isCost = /^-\w*[Cr]$/.test(argument);
    if (isValue) return false;
    if (!argument.startsWith('-')) return --left === 0 && isBatch;
    isBatch ||= argument.includes('b');
    if (argument.includes('n')) left--;
    return false;
  };
};

/** Cleans one argument after the other; what an argument means depends on the one before it. */
const createArgumentCleaner = (): ((argument: string) => string) => {
  let program = '';
  let next: 'secret' | 'user' | 'pass' | 'name' | undefined;
  let before = '';
  const isHtpasswd = createHtpasswdReader();
  const takes = (option: string): boolean =>
    PASSWORD_OPTIONS.some(([name, each]) => each === option && program.startsWith(name));
  return (argument) => {
    const awaited = next;
    const last = before;
    next = undefined;
    before = argument;
    if (argument === REDACTED || (argument === '' && program !== 'htpasswd')) return argument;
    if (awaited === 'secret' && !argument.startsWith('--')) return REDACTED;
    if (awaited === 'pass' && argument.startsWith(PASS) && argument.length > PASS.length)
      return `${PASS}${REDACTED}`;
    if (program === 'htpasswd' && isHtpasswd(argument)) return REDACTED;
    if (awaited === 'user' && argument.includes('%') && SAMBA.includes(program)) return REDACTED;
    if (awaited === 'user' && isUserWithPassword(argument)) return REDACTED;
    if (awaited === 'name')
      next = argument.startsWith('-') ? 'name' : isSetting(argument) ? 'secret' : undefined;
    else if (argument === 'set' && (last === 'config' || last === 'configure')) next = 'name';
    if (!argument.startsWith('-')) {
      const name = nameOf(argument);
      if (name === 'login') program += ' login';
      else if (ORACLE.includes(program) && /^\w{1,128}\/[^/@]/.test(argument))
        return argument.replace(/^[^@]+/, REDACTED);
      else if (program === '' || HTTPIE.includes(name) || PROGRAMS.some((each) => name.startsWith(each)))
        program = name;
      return argument;
    }
    const equals = argument.indexOf('=');
    if (equals > 0) {
      const option = argument.slice(0, equals);
      if (USER_OPTIONS.has(option) && isUserWithPassword(argument.slice(equals + 1)))
        return `${option}=${REDACTED}`;
      return argument;
    }
    if (USER_OPTIONS.has(argument) || (HTTPIE.includes(program) && HTTPIE_OPTIONS.has(argument)))
      next = 'user';
    else if (takes(argument) || isSensitiveKey(argument.replace(/^-{1,2}/, ''))) next = 'secret';
    else if (PASS_OPTION.test(argument)) next = 'pass';
    else if (
      /^-p[^-]/.test(argument) &&
      argument !== `-p${REDACTED}` &&
      PASSWORD_BEHIND_P.some((name) => program.startsWith(name))
    )
      return `-p${REDACTED}`;
    return argument;
  };
};

/** The arguments without passwords that stand behind their options. What a text search finds is not its matter. */
export const cleanArguments = (items: readonly unknown[]): readonly unknown[] => {
  const clean = createArgumentCleaner();
  return mapChanged(items, (item) => (typeof item === 'string' ? clean(item) : item));
};

const isBlank = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\n';

/** Longest part of a command line that is read: of a text no more leaves. */
const MAX_READ = 65_536;

/** A command line as one text: arguments between blanks, or in quotes. */
export const cleanCommandLine = (line: string): string =>
  line.length > MAX_READ + 1 ? `${cleanLine(line.slice(0, MAX_READ))}…` : cleanLine(line);

const cleanLine = (line: string): string => {
  const clean = createArgumentCleaner();
  let result = '';
  for (let at = 0; at < line.length; ) {
    const quote = line[at] === '"' || line[at] === "'" ? line[at] : '';
    let end = at;
    if (quote) {
      const close = line.indexOf(quote, at + 1);
      end = close < 0 ? line.length : close + 1;
    } else while (end < line.length && !isBlank(line[end])) end++;
    if (end === at) {
      result += line[at++];
      continue;
    }
    const bare = quote
      ? line.slice(at + 1, line[end - 1] === quote && end - at > 1 ? end - 1 : end)
      : line.slice(at, end);
    const cleaned = clean(bare);
    result += cleaned === bare ? line.slice(at, end) : quote + cleaned + quote;
    at = end;
  }
  return result;
};
