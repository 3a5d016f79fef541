import { expect, test } from '@jest/globals';
import {
  cleanOracleMessage,
  cleanPostgresMessage,
  cleanSqliteMessage,
  cleanSqlServerMessage,
} from '../../../src/node/database/error-messages.ts';

test.each([
  [
    cleanPostgresMessage,
    'invalid input syntax for type integer: "Zoe"',
    'invalid input syntax for type integer: ?',
  ],
  [cleanPostgresMessage, 'syntax error at or near "Brien"', 'syntax error at or near ?'],
  [
    cleanPostgresMessage,
    `unterminated quoted string at or near "'Zoe "and" more"`,
    'unterminated quoted string at or near ?',
  ],
  [cleanPostgresMessage, 'relation "users" does not exist', 'relation "users" does not exist'],
  [cleanSqliteMessage, `unrecognized token: "'Zoe "`, 'unrecognized token: ?'],
  [cleanSqliteMessage, 'near "Brien": syntax error', 'near ?: syntax error'],
  [cleanSqliteMessage, 'no such column: nothing', 'no such column: nothing'],
  [cleanSqlServerMessage, "Incorrect syntax near 'Brien'.", 'Incorrect syntax near ?.'],
  [
    cleanSqlServerMessage,
    "Conversion failed when converting the varchar value 'Zoe' to data type int.",
    'Conversion failed when converting the varchar value ? to data type int.',
  ],
  [
    cleanSqlServerMessage,
    "Unclosed quotation mark after the character string 'Zoe'.",
    'Unclosed quotation mark after the character string ?.',
  ],
  [
    cleanSqlServerMessage,
    "Cannot insert duplicate key in object 'dbo.users'. The duplicate key value is (Zoe).",
    "Cannot insert duplicate key in object 'dbo.users'. The duplicate key value is ?.",
  ],
  [
    cleanSqlServerMessage,
    "String or binary data would be truncated in table 'dbo.users', column 'note'. Truncated value: 'Zoe'.",
    "String or binary data would be truncated in table 'dbo.users', column 'note'. Truncated value: ?.",
  ],
  [cleanSqlServerMessage, "Invalid object name 'users'.", "Invalid object name 'users'."],
  [
    cleanOracleMessage,
    "ORA-03301: row with column values (NOTE:'Zoe') already exists",
    'ORA-03301: row with column values ? already exists',
  ],
  [cleanOracleMessage, 'ORA-00942: table or view does not exist', 'ORA-00942: table or view does not exist'],
])('%p: %s', (clean, message, expected) => {
  expect(clean(message)).toBe(expected);
});
