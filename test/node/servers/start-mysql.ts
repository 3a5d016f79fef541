import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findOptionalMysql } from '../../backends/find-mysql.ts';
import { run } from '../../backends/run.ts';
import { type DatabaseServer, startDatabase } from './database-server.ts';
import { usersOf } from './mysql-users.ts';

/** The package mysql knows no other way to say who it is; servers from version 8.4 on do not offer it by themselves. */
const NATIVE = 'IDENTIFIED WITH mysql_native_password BY';

interface MysqlServer extends DatabaseServer {
  /** Whether the package mysql can talk to it. */
  readonly hasNative: boolean;
}

/** MySQL itself with the users of mysql-users.ts; optional, see find-mysql.ts. */
export const startMysql = async (): Promise<MysqlServer | undefined> => {
  const command = await findOptionalMysql();
  if (!command) return undefined;
  const version = await run(command, ['--no-defaults', '--version']);
  const hasNative = /\bVer 8\.[0-3]\./.test(version);
  const server = await startDatabase(async ({ folder, port }) => {
    const data = join(folder, 'data');
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    // Only MySQL's own folder tells where its messages are; an installed one knows.
    const base = `--basedir=${dirname(dirname(command))}`;
    await run(command, ['--no-defaults', '--initialize-insecure', base, `--datadir=${data}`, ...user]);
    const init = join(folder, 'init.sql');
    await writeFile(
      init,
      usersOf(
        hasNative ? NATIVE : 'IDENTIFIED BY',
        'CREATE ROLE writer;',
        "GRANT ROLE_ADMIN ON *.* TO 'app'@'%';",
      ),
    );
    return {
      name: 'MySQL',
      command,
      args: [
        ...[
          '--no-defaults',
          base,
          `--datadir=${data}`,
          `--socket=${join(folder, 'socket')}`,
          `--pid-file=${join(folder, 'pid')}`,
          `--init-file=${init}`,
        ],
        ...[`--port=${port}`, '--bind-address=127.0.0.1', '--mysqlx=OFF'],
        ...['--skip-name-resolve', '--skip-log-bin', ...user],
      ],
    };
  });
  return { ...server, hasNative };
};
