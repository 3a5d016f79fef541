import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../backends/run.ts';
import { type DatabaseServer, startDatabase } from './database-server.ts';
import { requireCommand } from './find-command.ts';
import { usersOf } from './mysql-users.ts';

/** MariaDB with the users of mysql-users.ts. */
export const startMariadb = async (): Promise<DatabaseServer | undefined> => {
  const command = await requireCommand('mariadbd', 'mysqld');
  const install = await requireCommand('mariadb-install-db', 'mysql_install_db');
  if (!command || !install) return undefined;
  return startDatabase(async ({ folder, port }) => {
    const data = join(folder, 'data');
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    await run(install, ['--no-defaults', `--datadir=${data}`, '--skip-test-db', ...user]);
    const init = join(folder, 'init.sql');
    await writeFile(init, usersOf('IDENTIFIED BY', "CREATE ROLE writer WITH ADMIN 'app'@'%';"));
    return {
      name: 'MariaDB',
      command,
      args: [
        ...[
          '--no-defaults',
          `--datadir=${data}`,
          `--socket=${join(folder, 'socket')}`,
          `--init-file=${init}`,
        ],
        ...[`--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve', '--skip-log-bin', ...user],
      ],
    };
  });
};
