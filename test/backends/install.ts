/**
 * Puts the real servers that tests use into the cache: `node test/backends/install.ts [names...]`.
 * One line for each: name, seconds, origin, path. Exit status 1 if one could not be had.
 */
import { findServer } from './find-server.ts';
import { SERVER_NAMES, type ServerName } from './versions.ts';

const asServer = (name: string): ServerName => {
  const server = SERVER_NAMES.find((one) => one === name);
  if (server) return server;
  process.stderr.write(`"${name}" is not a server; servers: ${SERVER_NAMES.join(', ')}\n`);
  process.exit(2);
};

const given = process.argv.slice(2).map(asServer);
for (const server of given.length > 0 ? given : SERVER_NAMES) {
  const started = performance.now();
  process.stdout.write(`${server.padEnd(15)}`);
  const found = await findServer(server, { retry: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if ('missing' in found) process.exitCode = 1;
  const outcome = 'missing' in found ? found.missing : `${found.origin}  ${found.path}`;
  process.stdout.write(`${seconds.padStart(6)} s  ${outcome}\n`);
}
