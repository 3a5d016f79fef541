/**
 * Puts the real servers that tests use into the cache: `node test/backends/install.ts [names...]`. Without names, those
 * that take long to build come along where BINNACLE_OPTIONAL_SERVERS asks for them.
 * One line for each: name, seconds, origin, path. Exit status 1 if one could not be had that the tests cannot do without.
 */
import { asksForOptional } from './asks-for-optional.ts';
import { findMysql } from './find-mysql.ts';
import { findServer } from './find-server.ts';
import { NEEDED_SERVERS, SERVER_NAMES, type ServerName } from './versions.ts';

/** Without it a few tests are skipped. */
const OPTIONAL = 'mysqld';
type Name = ServerName | typeof OPTIONAL;
const NAMES: readonly Name[] = [...SERVER_NAMES, OPTIONAL];

const asServer = (name: string): Name => {
  const server = NAMES.find((one) => one === name);
  if (server) return server;
  process.stderr.write(`"${name}" is not a server; servers: ${NAMES.join(', ')}\n`);
  process.exit(2);
};

const given = process.argv.slice(2).map(asServer);
const wanted: readonly Name[] = [...(asksForOptional() ? SERVER_NAMES : NEEDED_SERVERS), OPTIONAL];
for (const server of given.length > 0 ? given : wanted) {
  const started = performance.now();
  process.stdout.write(`${server.padEnd(18)}`);
  const found = await (server === OPTIONAL
    ? findMysql({ retry: true })
    : findServer(server, { retry: true }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if ('missing' in found && server !== OPTIONAL) process.exitCode = 1;
  const outcome = 'missing' in found ? found.missing : `${found.origin}  ${found.path}`;
  process.stdout.write(`${seconds.padStart(6)} s  ${outcome}\n`);
}
