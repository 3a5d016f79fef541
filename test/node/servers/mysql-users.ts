/**
 * Statements for the first start of MariaDB or MySQL: the database `shop` and the users `app`, `reader`, which may only
 * read, and `helped`, who may be given the role `writer` by `app`; the password is `hunter2`.
 *
 * @param identified how `app` says who it is; the others do it in the server's usual way
 * @param role statements that make the role
 */
export const usersOf = (identified: string, ...role: readonly string[]): string =>
  [
    'CREATE DATABASE shop;',
    `CREATE USER 'app'@'%' ${identified} 'hunter2';`,
    "GRANT ALL ON shop.* TO 'app'@'%';",
    "GRANT RELOAD ON *.* TO 'app'@'%';",
    ...['reader', 'helped'].flatMap((user) => [
      `CREATE USER '${user}'@'%' IDENTIFIED BY 'hunter2';`,
      `GRANT SELECT ON shop.* TO '${user}'@'%';`,
    ]),
    ...role,
    'GRANT SELECT, DELETE ON shop.* TO writer;',
    '',
  ].join('\n');
