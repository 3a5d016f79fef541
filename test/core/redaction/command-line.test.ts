import { describe, expect, test } from '@jest/globals';
import { cleanArguments, cleanCommandLine } from '../../../src/core/redaction/command-line.ts';

const CASES: readonly (readonly [line: string, clean: string])[] = [
  ['node app.js --password hunter2 --port 80', 'node app.js --password REDACTED --port 80'],
  ['app --api-key abc x', 'app --api-key REDACTED x'],
  ['app -token abc', 'app -token REDACTED'],
  ['mysql -u root -phunter2 shop', 'mysql -u root -pREDACTED shop'],
  ['/usr/bin/mysqldump -phunter2 shop', '/usr/bin/mysqldump -pREDACTED shop'],
  ['sudo mysql -phunter2', 'sudo mysql -pREDACTED'],
  ['docker exec db mariadb -phunter2', 'docker exec db mariadb -pREDACTED'],
  ['sshpass -p hunter2 ssh h', 'sshpass -p REDACTED ssh h'],
  ['docker exec c redis-cli -a hunter2 ping', 'docker exec c redis-cli -a REDACTED ping'],
  ['docker login -u jo -p hunter2 r.test', 'docker login -u jo -p REDACTED r.test'],
  ['curl -u jo:hunter2 https://h.test', 'curl -u REDACTED https://h.test'],
  ['curl --user=jo:hunter2 https://h.test', 'curl --user=REDACTED https://h.test'],
  ['app --password "my secret" -v', 'app --password "REDACTED" -v'],
  ['htpasswd -b /etc/users jo hunter2', 'htpasswd -b /etc/users jo REDACTED'],
  ['htpasswd -nbB -C 10 jo hunter2', 'htpasswd -nbB -C 10 jo REDACTED'],
  ['htpasswd -bnBC 10 "" hunter2', 'htpasswd -bnBC 10 "" REDACTED'],
  [
    'openssl rsa -passin pass:x1 -passout pass:x2 -in a',
    'openssl rsa -passin pass:REDACTED -passout pass:REDACTED -in a',
  ],
  ['keytool -list -storepass x1 -keypass x2', 'keytool -list -storepass REDACTED -keypass REDACTED'],
  ['smbclient -U jo%hunter2 //h/a', 'smbclient -U REDACTED //h/a'],
  ['snmpget -v3 -A x1 -X x2 h', 'snmpget -v3 -A REDACTED -X REDACTED h'],
  ['curl --pass x1 https://h.test', 'curl --pass REDACTED https://h.test'],
  ['snmpwalk -v2c -c x1 h', 'snmpwalk -v2c -c REDACTED h'],
  ['sudo http -a jo:x1 https://h.test', 'sudo http -a REDACTED https://h.test'],
  ['/opt/sqlplus -S scott/tiger@db', '/opt/sqlplus -S REDACTED@db'],
  ['npm config set -g //r.test/:_authToken x1', 'npm config set -g //r.test/:_authToken REDACTED'],
  ['aws configure set aws_secret_access_key x1', 'aws configure set aws_secret_access_key REDACTED'],
  ["app --password 'open", "app --password 'REDACTED'"],
];

const CLEAN = [
  '',
  'node app.js',
  'docker run -p 80:80 -u 1000:1000 nginx',
  'ssh -p 22 h.test',
  'mkdir -p /a/b',
  'curl -u jo https://h.test',
  'app --password --verbose',
  'app --password',
  'app  "a b"\t-x\n',
  'login -p 22',
  'htpasswd -c /etc/users jo',
  'htpasswd -b /etc/users jo',
  'openssl rsa -passin env:P -passout file:/run/p',
  'x264 --pass 1 a',
  'sqlplus / as sysdba',
  'sqlplus scott@db @/a/b.sql',
  'http -a jo https://h.test',
  'tar -a -c -f a.tar http://h.test',
  'npm config set registry https://h.test',
  'app set password x1',
];

describe('cleanCommandLine', () => {
  test.each(CASES)('%s', (line, clean) => {
    expect(cleanCommandLine(line)).toBe(clean);
    expect(cleanCommandLine(clean)).toBe(clean);
  });

  test.each(CLEAN)('leaves %j', (line) => {
    expect(cleanCommandLine(line)).toBe(line);
  });
});

describe('cleanArguments', () => {
  const plain = (line: string): string[] => line.split(' ');

  test.each(CASES.filter(([line]) => !/["']/.test(line)))('%s', (line, clean) => {
    expect(cleanArguments(plain(line))).toEqual(plain(clean));
  });

  test('returns the same list where there is nothing', () => {
    const args = ['node', 'app.js', 1, null];
    expect(cleanArguments(args)).toBe(args);
  });

  test('takes a value with blanks as one', () => {
    expect(cleanArguments(['app', '--secret', 'a b', 'c'])).toEqual(['app', '--secret', 'REDACTED', 'c']);
  });
});
