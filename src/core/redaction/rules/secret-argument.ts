import { isLetter, isWord } from '../characters.ts';
import type { Found, RedactionRule, RuleFacts } from '../rule.ts';
import { isSensitiveName, startOfName } from '../secret-name.ts';
import { SECRET_NAMES } from '../secret-names.ts';
import { isNothing, isProseWord, readValue } from '../secret-value.ts';
import { endOfBare } from '../value-ends.ts';
import {
  hasUnit,
  isBlank,
  isNameUnit,
  isQuote,
  isWordAt,
  isWordBefore,
  prefixesOf,
  skip,
  skipBlanks,
  wordAt,
} from '../words.ts';

/** Programs, and what was seen of them last: of a line of many options each looks no further back than the one before. */
interface Programs {
  readonly names: readonly string[];
  search: number;
  at: number;
  start: number;
}

const programs = (names: string, separator = ' '): Programs => ({
  names: names.split(separator),
  ...{ search: 0, at: 0, start: -1 },
});

const CURL = programs('curl');
const HTPASSWD = programs('htpasswd');
const SNMP = programs('snmp');

/** Options of one letter, and the programs that take a password behind them. */
const PROGRAMS: Readonly<Record<string, Programs>> = {
  p: programs('sshpass login mysql mariadb mongo 7z cqlsh twine rdesktop'),
  P: programs('sqlcmd bcp zip unzip ipmitool mosquitto_ isql tsql'),
  // Of HTTPie, whose names are schemes of URLs as well, with the blank behind them.
  a: programs('redis-cli,valkey-cli,http ,https ,xh ,xhs ', ','),
  c: SNMP,
  u: CURL,
  w: programs('ldap'),
  k: programs('openssl'),
  A: SNMP,
  X: SNMP,
  U: programs('smbclient rpcclient'),
};

/** Of options whose value is a user and a password: the sign between them. */
const PAIRS: Readonly<Record<string, number>> = { u: 58, U: 37 };

const MYSQL = ['mysql', 'mariadb', '7z'];
const HTTPIE = ['http', 'xh'];

const ORACLE = ['sqlplus ', 'sqlldr '];

/** Up to the `@` before a database. */
const isOracleUnit = (unit: number): boolean => unit > 32 && unit !== 64 && !isQuote(unit);

/** Commands that have a password behind them; those with `p` where it is in quotes or parentheses. */
const WORDS = ['password', 'passphrase', 'requirepass', 'masterauth', 'bindpw', 'rootpw'];

/** Most units between a program's name and the option, and of an option. */
const MAX_DISTANCE = 160;
const MAX_NAME = 64;

/** Between the name of a program and its option stands no line break or one of `;|&[`: another command begins, or a mark. */
const endsCommand = (unit: number): boolean =>
  unit === 10 || unit === 59 || unit === 124 || unit === 38 || unit === 91;

/** Where the program begins that takes a password behind this option, named before it on the same line; or -1. */
const findProgram = (text: string, at: number, seen: Programs, { search }: Found): number => {
  const isKnown = search !== undefined && search === seen.search && at >= seen.at;
  const last = Math.max(0, at - MAX_DISTANCE + 1);
  const from = isKnown ? Math.max(last, seen.at) : last;
  let start = isKnown && seen.start >= last ? seen.start : -1;
  let unit = text.charCodeAt(at - 1);
  for (let i = at - 1; i >= from; i--) {
    if (endsCommand(unit)) {
      start = -1;
      break;
    }
    const before = i > 0 ? text.charCodeAt(i - 1) : 0;
    if (isWord(unit) && !isWord(before) && seen.names.some((program) => text.startsWith(program, i))) {
      start = i;
      break;
    }
    unit = before;
  }
  if (search !== undefined) {
    seen.search = search;
    seen.at = at;
    seen.start = start;
  }
  return start;
};

/** Behind an option: the blank, or what is between the items of a list of arguments, `"-p", "x"`. */
const skipGap = (text: string, end: number): number => {
  if (!isQuote(text.charCodeAt(end))) return isBlank(text.charCodeAt(end)) ? end : -1;
  return text[end + 1] === ',' ? end + 2 : -1;
};

/** What a program or a command has behind it; a word of prose is none. */
const readArgument = (text: string, from: number, found: Found): boolean =>
  readValue(text, skipBlanks(text, from), from - 1, found) &&
  text[found.start] !== '-' &&
  !isProseWord(text, found.start, found.end);

const findLetter = (text: string, at: number, found: Found): boolean => {
  const letter = text[at + 1] as string;
  const those = PROGRAMS[letter];
  const program = those ? findProgram(text, at, those, found) : -1;
  if (program < 0) return false;
  const gap = skipGap(text, at + 2);
  // Without a value at the letter itself, mysql asks for the password: what follows is the database.
  if (gap > 0 && wordAt(text, program, MYSQL)) return false;
  const sign = wordAt(text, program, HTTPIE) ? PAIRS.u : PAIRS[letter];
  return (
    readArgument(text, gap > 0 ? gap : at + 2, found) && (sign === undefined || hasUnit(text, found, sign))
  );
};

/** Where OpenSSL is to take a password from: `pass:x` is the password itself, `env:X` and `file:x` are not. */
const findPassIn = (text: string, gap: number, found: Found): boolean => {
  if (!readArgument(text, gap, found) || !isWordAt(text, found.start, 'pass:')) return false;
  found.start += 5;
  return !isNothing(text, found.start, found.end);
};

/** Most arguments of `htpasswd` that are looked at, and units of one. */
const MAX_ARGUMENTS = 8;
const MAX_ARGUMENT = 128;

const isArgumentUnit = (unit: number): boolean => unit > 32;

/** `htpasswd -b file user password`, of which `-n` has no file; at the option that has the `b`. */
const findHtpasswd = (text: string, at: number, found: Found): boolean => {
  const end = skip(text, at + 1, isLetter, MAX_ARGUMENTS);
  found.start = at;
  found.end = end;
  if (!hasUnit(text, found, 98)) return false;
  const program = findProgram(text, at, HTPASSWD, found);
  if (program < 0) return false;
  let place = program;
  let left = 4;
  for (let i = 0; i < MAX_ARGUMENTS && left > 0; i++) {
    const start = skip(text, place, isBlank, MAX_ARGUMENTS);
    place = skip(text, start, isArgumentUnit, MAX_ARGUMENT);
    found.start = start;
    found.end = place;
    if (place === start) return false;
    if (text[start] !== '-') left--;
    else {
      if (hasUnit(text, found, 110)) left--;
      // The cost of bcrypt and the rounds of SHA are arguments too.
      if ('Cr'.includes(text[place - 1] as string)) left++;
    }
  }
  return left === 0 && readArgument(text, found.start - 1, found);
};

/** `--password x`, `-password x`, and the letters of known programs. */
const findOption = (text: string, at: number, found: Found): boolean => {
  const before = text.charCodeAt(at - 1);
  if (isWord(before) || before === 45 || at + 3 > text.length) return false;
  const start = text[at + 1] === '-' ? at + 2 : at + 1;
  if (!isLetter(text.charCodeAt(start))) return false;
  if (start === at + 1 && (findLetter(text, at, found) || findHtpasswd(text, at, found))) return true;
  const end = skip(text, start, isNameUnit, MAX_NAME);
  const gap = skipGap(text, end);
  if (gap < 0) return false;
  if (isWordBefore(text, end, 'user'))
    return (
      findProgram(text, at, CURL, found) >= 0 && readArgument(text, gap, found) && hasUnit(text, found, 58)
    );
  if (
    isWordBefore(text, end, 'pass') ||
    isWordBefore(text, end, 'passin') ||
    isWordBefore(text, end, 'passout')
  ) {
    if (findPassIn(text, gap, found)) return true;
    // Of curl it is the password of a key.
    if (end - start === 4 && findProgram(text, at, CURL, found) >= 0) return readArgument(text, gap, found);
  }
  return (
    isSensitiveName(text, start, end) &&
    !isWordBefore(text, end, 'stdin') &&
    !isWordBefore(text, end, 'file') &&
    readArgument(text, gap, found)
  );
};

/** `AUTH user x`, as a command to Redis or a mail server: alone on its line, or behind `HELLO 3`. */
const findAuth = (text: string, at: number, found: Found): boolean => {
  if (text.startsWith('auth(', at)) return readValue(text, at + 4, at + 4, found);
  if (!text.startsWith('AUTH ', at)) return false;
  const before = text[at - 1] === ' ' ? text[at - 2] : text[at - 1];
  if (before !== undefined && !'\n"\'`>'.includes(before) && !isWordAt(text, at - 8, 'hello ')) return false;
  const start = at + 5;
  if (isProseWord(text, start, skip(text, start, isLetter, MAX_NAME)) || text[start] === '[') return false;
  // One word or two: more of them are a sentence.
  found.start = start;
  found.end = endOfBare(text, start, 'word');
  if (text[found.end] === ' ') found.end = endOfBare(text, found.end + 1, 'word');
  return found.end > start && '\n\r"\'`\\'.includes(text[found.end] ?? '\n');
};

/** Where the word before `end` begins, behind blanks and line breaks; `end` where none is near. */
const startOfWordBefore = (text: string, end: number): number => {
  const last = Math.max(0, end - MAX_NAME);
  let start = end;
  while (start > last && text.charCodeAt(start - 1) <= 32) start--;
  while (start > last && text.charCodeAt(start - 1) > 32) start--;
  return start;
};

/** `machine h login jo password x` and `default login jo password x` of .netrc, also on lines of their own. */
const findNetrc = (text: string, at: number, found: Found): boolean => {
  const user = startOfWordBefore(text, at);
  const login = startOfWordBefore(text, user);
  if (!isWordAt(text, login, 'login')) return false;
  const host = startOfWordBefore(text, login);
  const machine = startOfWordBefore(text, host);
  if (!isWordAt(text, machine, 'machine ') && !isWordAt(text, host, 'default')) return false;
  const start = skipBlanks(text, at + 8);
  found.start = start;
  found.end = endOfBare(text, start, 'word');
  // Of two words that are only letters it is a sentence.
  const isSentence =
    skip(text, start, isLetter, MAX_NAME) === found.end &&
    !hasUnit(text, { start: host, end: login }, 46) &&
    text[host - 1] !== '\n' &&
    text[login - 1] !== '\n';
  return start > at + 8 && found.end > start && !isSentence && !isNothing(text, start, found.end);
};

/** Options between `set` and the name. */
const MAX_OPTIONS = 3;
const isBare = (unit: number): boolean => unit > 32;

/** `npm config set //h/:_authToken x`, `aws configure set aws_secret_access_key x`: a sensitive name and its value. */
const findSetting = (text: string, at: number, found: Found): boolean => {
  if (
    !isWordAt(text, at, 'set ') ||
    !(isWordBefore(text, at, 'config ') || isWordBefore(text, at, 'configure '))
  )
    return false;
  let start = skipBlanks(text, at + 4);
  for (let i = 0; i < MAX_OPTIONS && text[start] === '-'; i++)
    start = skipBlanks(text, skip(text, start, isBare, MAX_NAME));
  const end = skip(text, start, isBare, MAX_DISTANCE);
  return (
    isSensitiveName(text, startOfName(text, end), end) &&
    readArgument(text, end, found) &&
    // Not `config set password policy`.
    skip(text, found.start, isLetter, MAX_DISTANCE) < found.end
  );
};

/** `sqlplus jo/x@db`: of a user, a slash and a password both go. */
const findOracle = (text: string, at: number, found: Found): boolean => {
  const word = wordAt(text, at, ORACLE);
  if (!word) return false;
  let start = skipBlanks(text, at + word.length);
  for (let i = 0; i < MAX_OPTIONS && text[start] === '-'; i++)
    start = skipBlanks(text, skip(text, start, isBare, MAX_NAME));
  if (isQuote(text.charCodeAt(start))) start++;
  found.start = start;
  found.end = skip(text, start, isOracleUnit, MAX_NAME);
  const slash = skip(text, start, isWord, MAX_NAME);
  return isLetter(text.charCodeAt(start)) && text[slash] === '/' && slash + 1 < found.end;
};

/** `CREATE USER jo IDENTIFIED BY 'x'` */
const findIdentified = (text: string, at: number, found: Found): boolean => {
  if (!isWordAt(text, at, 'identified ')) return false;
  for (let i = at + 10; i - at < MAX_DISTANCE && i < text.length && text[i] !== '\n' && text[i] !== '['; i++)
    if (isWordAt(text, i, ' by '))
      return (
        (text.startsWith('IDENTIFIED', at) || isQuote(text.charCodeAt(skipBlanks(text, i + 4)))) &&
        readArgument(text, i + 4, found)
      );
  return false;
};

export const rule: RedactionRule = {
  id: 'secret-argument',
  triggers: '-aAbBiIpPrRmMsS',
  startsWord: true,
  prefixes: prefixesOf(['auth', 'identified', 'set', ...ORACLE, ...WORDS]),
  // Before an option it looks for the program.
  work: { '-': 5 },
  find(text, at, found) {
    const unit = text.charCodeAt(at) | 32;
    if (unit === 45) return findOption(text, at, found);
    if (unit === 97) return findAuth(text, at, found);
    if (unit === 105) return findIdentified(text, at, found);
    if (unit === 115) return findSetting(text, at, found) || findOracle(text, at, found);
    const word = wordAt(text, at, WORDS);
    if (!word) return false;
    const end = at + word.length;
    const next = skipBlanks(text, end);
    if (unit !== 112) return next > end && readArgument(text, end, found);
    return (
      (word === WORDS[0] && findNetrc(text, at, found)) ||
      ((text[end] === '(' || (next > end && isQuote(text.charCodeAt(next)))) &&
        readValue(text, end, at, found))
    );
  },
};

export const facts: RuleFacts = {
  summary:
    'a password behind a word and a blank: options of commands, AUTH of Redis and SMTP, IDENTIFIED BY and PASSWORD of SQL',
  sources: [
    'https://dev.mysql.com/doc/refman/8.4/en/connecting.html',
    'https://curl.se/docs/manpage.html#-u',
    'https://docs.docker.com/reference/cli/docker/login/',
    'https://docs.openssl.org/3.5/man1/openssl-passphrase-options/',
    'https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html',
    'https://httpd.apache.org/docs/2.4/programs/htpasswd.html',
    'https://www.openldap.org/doc/admin26/slapdconfig.html',
    'https://www.samba.org/samba/docs/current/man-html/smbclient.1.html',
    'https://www.net-snmp.org/docs/man/snmpcmd.html',
    'https://redis.io/docs/latest/commands/auth/',
    'https://dev.mysql.com/doc/refman/8.4/en/create-user.html',
    'https://www.postgresql.org/docs/current/sql-createrole.html',
    'https://www.mongodb.com/docs/manual/reference/method/db.auth/',
    'https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html',
    'https://docs.npmjs.com/cli/v11/commands/npm-config',
    'https://docs.oracle.com/en/database/oracle/oracle-database/23/sqpug/starting-SQL-Plus.html',
    'https://httpie.io/docs/cli/basic-auth',
  ],
  vectors: [
    ['login --password hunter2 -v', 'login --password [REDACTED:secret-argument] -v'],
    [
      "login --api-key 'hunter 2' -v",
      "login --api-key '[REDACTED:secret-argument]' -v",
      "login --api-key '[REDACTED:secret-argument] 2' -v",
    ],
    ['["x","--password","hunter2","y"]', '["x","--password","[REDACTED:secret-argument]","y"]'],
    ['mysql -u jo -phunter2 shop', 'mysql -u jo -p[REDACTED:secret-argument] shop'],
    ['docker login -u jo -p hunter2 reg', 'docker login -u jo -p [REDACTED:secret-argument] reg'],
    ['sshpass -p hunter2 ssh jo@h', 'sshpass -p [REDACTED:secret-argument] ssh jo@h'],
    ['curl -u jo:hunter2 /x', 'curl -u [REDACTED:secret-argument] /x'],
    ['redis-cli -h a -a hunter2 ping', 'redis-cli -h a -a [REDACTED:secret-argument] ping'],
    ['AUTH default hunter2', 'AUTH [REDACTED:secret-argument]'],
    ['HELLO 3 AUTH default hunter2', 'HELLO 3 AUTH [REDACTED:secret-argument]'],
    ['CONFIG SET requirepass hunter2', 'CONFIG SET requirepass [REDACTED:secret-argument]'],
    ['db.auth("jo", "hunter2")', 'db.auth("[REDACTED:secret-argument]")'],
    ["CREATE USER jo IDENTIFIED BY 'hunter2'", "CREATE USER jo IDENTIFIED BY '[REDACTED:secret-argument]'"],
    [
      'openssl rsa -passin pass:hunter2 -passout pass:x1 -in a',
      'openssl rsa -passin pass:[REDACTED:secret-argument] -passout pass:[REDACTED:secret-argument] -in a',
    ],
    [
      'keytool -list -storepass hunter2 -keypass x1 -alias a',
      'keytool -list -storepass [REDACTED:secret-argument] -keypass [REDACTED:secret-argument] -alias a',
    ],
    ['htpasswd -b /etc/users jo hunter2', 'htpasswd -b /etc/users jo [REDACTED:secret-argument]'],
    [
      'htpasswd -nbB -C 10 jo hunter2',
      'htpasswd -nbB -C 10 jo [REDACTED:secret-argument]',
      'htpasswd -nbB -C 10 jo hunter2',
    ],
    ['bindpw hunter2', 'bindpw [REDACTED:secret-argument]'],
    ['smbclient -U jo%hunter2 //h/a', 'smbclient -U [REDACTED:secret-argument] //h/a'],
    [
      'snmpget -v3 -u jo -A hunter2 -X x1 h',
      'snmpget -v3 -u jo -A [REDACTED:secret-argument] -X [REDACTED:secret-argument] h',
    ],
    ['snmpwalk -v2c -c hunter2 h 1.3.6', 'snmpwalk -v2c -c [REDACTED:secret-argument] h 1.3.6'],
    [
      'machine h.test login jo password hunter2',
      'machine h.test login jo password [REDACTED:secret-argument]',
    ],
    [
      'default\n  login jo\n  password hunter2\n',
      'default\n  login jo\n  password [REDACTED:secret-argument]\n',
    ],
    [
      'npm config set --global //r.test/:_authToken x1y2',
      'npm config set --global //r.test/:_authToken [REDACTED:secret-argument]',
    ],
    [
      'aws configure set aws_secret_access_key x1y2',
      'aws configure set aws_secret_access_key [REDACTED:secret-argument]',
    ],
    ['sqlplus -S scott/tiger@db', 'sqlplus -S [REDACTED:secret-argument]@db'],
    ['http -a jo:hunter2 https://h.test', 'http -a [REDACTED:secret-argument] https://h.test'],
    ["ALTER ROLE jo PASSWORD 'hunter2'", "ALTER ROLE jo PASSWORD '[REDACTED:secret-argument]'"],
  ],
  ignores: [
    'login --password',
    'use --password or --token',
    '--password-stdin reg',
    '--token-file /run/t',
    'docker run -p 8080:80 nginx',
    'ssh -p 2222 h',
    'mysql -p shop',
    'openssl rsa -passin env:PASSVAR -passout file:/run/p',
    'openssl rsa -passin stdin',
    'ffmpeg -pass 1 -i a',
    'htpasswd -c /etc/users jo',
    'htpasswd -b /etc/users jo',
    'smbclient -U jo //h/a',
    'keytool -storepass -v',
    'curl -u jo /x',
    'AUTH failed for jo',
    'the machine needs login and password here',
    'login jo password is wrong',
    'the default login uses password auth',
    'npm config set registry https://r.test',
    'set token bucket size to 5',
    'config set password policy',
    'sqlplus / as sysdba',
    'sqlplus /nolog',
    'sqlplus scott@db @/a/b.sql',
    'GET https://h.test -a jo:x1',
    'http -a jo https://h.test',
    'tar -c a.tar',
    'AUTH failed: WRONGPASS',
    'identified by serial 12',
    'password reset',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>(?:(?:^|[\s"'])--?[\w-]{0,32}(?:${SECRET_NAMES})|\b(?:requirepass|masterauth|bindpw|rootpw))(?:\s{1,3}["']?|["'],\s{0,3}["']))[^\s"'\[-][^\s"']{0,1024}`,
      String.raw`(?<keep>\b(?:(?:mysql|mariadb)\w{0,8}\s(?:[^\r\n;|]{0,160}\s)?-p|(?:sshpass|login|(?:redis|valkey)-cli|openssl)\s(?:[^\r\n;|]{0,160}\s)?-[pak]\s{1,3})["']?)[^\s"'\[-][^\s"']{0,1024}`,
      String.raw`(?<keep>\bcurl\s(?:[^\r\n;|]{0,160}\s)?(?:-u|--user)\s{0,3}["']?)[^\s"':\[]{1,256}:[^\s"']{1,256}`,
      String.raw`(?<keep>\s--?\w{0,16}pass(?:in|out)?(?:\s{1,3}["']?|["'],\s{0,3}["'])pass:)[^\s"'\[][^\s"']{0,1024}`,
      String.raw`(?<keep>\bsnmp\w{1,16}\s(?:[^\r\n;|]{0,160}\s)?-a\s{1,3})[^\s"'\[-][^\s"']{0,1024}`,
      String.raw`(?<keep>\bsnmp\w{1,16}\s(?:[^\r\n;|]{0,160}\s)?-x\s{1,3})[^\s"'\[-][^\s"']{0,1024}`,
      String.raw`(?<keep>\bsnmp\w{1,16}\s(?:[^\r\n;|]{0,160}\s)?-c\s{1,3})[^\s"'\[-][^\s"']{0,1024}`,
      String.raw`(?<keep>(?:\bmachine\s{1,8}[^\s]{0,64}[.][^\s]{1,64}|\bdefault)\s{1,8}login\s{1,8}[^\s]{1,64}\s{1,8}password[ \t]{1,8})[^\s\[][^\s]{0,1024}`,
      String.raw`(?<keep>\bconfig(?:ure)?\sset\s(?:-[^\s]{1,64}\s){0,3}[^\s]{0,96}(?:${SECRET_NAMES})\s{1,3}["']?)[^\s"'\[\d-]{0,64}[\d!@#$%^*+/~?][^\s"']{0,1024}`,
      String.raw`(?<keep>\bsql(?:plus|ldr)\s{1,3}(?:-[^\s]{1,64}\s{1,3}){0,3}["']?)[A-Za-z]\w{0,63}/[^\s@"']{1,64}`,
      String.raw`(?<keep>\b(?:https?|xhs?)\s(?:[^\r\n;|]{0,160}\s)?-a\s{1,3}["']?)[^\s"':\[]{1,256}:[^\s"']{1,256}`,
      String.raw`(?<keep>\bhtpasswd\s{1,3}-[a-mo-z]{0,8}b[a-mo-z]{0,8}\s{1,3}[^\s]{1,256}\s{1,3}[^\s]{1,256}[ \t]{1,3})[^\s\[-][^\s]{0,256}`,
      String.raw`(?<keep>\b(?:smbclient|rpcclient)\s(?:[^\r\n;|]{0,160}\s)?(?:-U|--user)\s{0,3}["']?)[^\s"'%\[]{1,256}%[^\s"']{1,256}`,
      String.raw`(?<keep>\b(?:identified\s[^\r\n;]{0,64}by|password)\s{1,3}["'])[^"'\[][^"']{0,512}`,
      // A string in a map is on a line of its own.
      String.raw`(?<keep>(?:^|[\n]|hello \d )auth[ \t])[^\s:"'\[]{1,256}(?:[ \t][^\s"']{1,256})?(?<keepAfter>$|[\n])`,
      String.raw`(?<keep>\bauth\(\s{0,3}["'])[^"'\[]{1,256}(?:["'],\s{0,3}["'][^"']{1,256})?`,
    ],
    ignoreCase: true,
    remains:
      'of SNMP tools the names of protocols go too; of htpasswd the password behind one option alone goes, and none behind -n; values with blanks in quotes keep what follows the first blank; a word behind an option in prose goes',
  },
};
