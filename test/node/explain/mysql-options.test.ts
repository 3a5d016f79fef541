import { expect, test } from '@jest/globals';
import { mysqlOptionsOf } from '../../../src/node/explain/mysql-options.ts';

const PROFILE = '%7B%22rejectUnauthorized%22%3Afalse%7D';

test.each<[query: string, ssl: unknown]>([
  ['', undefined],
  ['?ssl=false', undefined],
  ['?ssl=FALSE', undefined],
  ['?ssl=0', undefined],
  ['?ssl=', undefined],
  ['?ssl', undefined],
  ['?ssl=null', undefined],
  ['?charset=utf8mb4', undefined],
  ['?ssl=true', {}],
  ['?ssl=1', {}],
  [`?ssl=${PROFILE}`, { rejectUnauthorized: false }],
  ['?ssl=Amazon%20RDS', 'Amazon RDS'],
  ['?ssl={broken', '{broken'],
])('TLS of a URL with "%s"', (query, ssl) => {
  expect(Reflect.get(mysqlOptionsOf(`mysql://explain:x@db:3306/shop${query}`, 1_000), 'ssl')).toEqual(ssl);
});

test('a URL is read as a whole, and cannot ask for two statements', () => {
  expect(
    mysqlOptionsOf('mysql://ex%40plain:pa%2Fss@[::1]:3307/my%20shop?multipleStatements=true', 1_000),
  ).toEqual({
    host: '::1',
    port: 3_307,
    user: 'ex@plain',
    password: 'pa/ss',
    database: 'my shop',
    connectTimeout: 1_000,
    multipleStatements: false,
  });
});
