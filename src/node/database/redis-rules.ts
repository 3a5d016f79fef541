import type { DatabaseRules } from './rules.ts';

/** `GET`, `MULTI SET`, `JSON.SET`; not what else a program may send as a command. */
const COMMAND = /^[A-Z][A-Z0-9_. -]{0,40}$/;

/** Of both clients. Commands never tell their arguments. */
export const redisRules: DatabaseRules = {
  naming: ({ attributes }) => {
    const operation = String(attributes['db.operation.name'] ?? '').toUpperCase();
    const known = COMMAND.test(operation) ? operation : 'UNKNOWN';
    return { 'db.operation.name': known, 'db.query.text': known };
  },
  // The answer's first word: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
  statusCode: ({ message }) => /^[A-Z]{2,20}(?= )/.exec(String(message))?.[0],
  message: (message) => message.replace(/, with args beginning with:[\s\S]*$/, ''),
};

/** For the option that both instrumentations have; the rules say the rest. */
export const commandOnly = (command: string): string => command;

/** What the clients send on their own to open and close connections. */
const OWN = new Set(['auth', 'client', 'hello', 'info', 'quit', 'readonly', 'select']);

export const isOwnCommand = (command: string): boolean => OWN.has(command.toLowerCase());
