import { randomBytes } from 'node:crypto';
import { hashPassword } from './password-hash.ts';
import type { PrivateFolder } from './private-files.ts';

/** `viewer` reads; `editor` also changes, such as silences of Alertmanager. */
export const LOGIN_ROLES = ['viewer', 'editor'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

export interface Login {
  readonly name: string;
  readonly role: LoginRole;
}

/** The proxy asks for one of all of them, or of those who may change something. Both are read at every request. */
const EVERYBODY = 'readers';
const EDITORS = 'writers';

/** Letters, digits and a few marks; `:` would end it in the files. */
export const isLoginName = (text: string): boolean => /^[A-Za-z0-9][\w.@-]{0,63}$/.test(text);

/** 192 random bits. */
export const createSecret = (): string => randomBytes(24).toString('base64url');

const linesOf = (folder: PrivateFolder, file: string): readonly string[] =>
  (folder.read(file) ?? '').split('\n').filter((line) => line.includes(':'));

const nameOf = (line: string): string => line.slice(0, line.indexOf(':'));

export const listLogins = (folder: PrivateFolder): readonly Login[] => {
  const editors = new Set(linesOf(folder, EDITORS).map(nameOf));
  return linesOf(folder, EVERYBODY).map((line) => {
    const name = nameOf(line);
    return { name, role: editors.has(name) ? 'editor' : 'viewer' };
  });
};

const replace = (folder: PrivateFolder, file: string, name: string, line: string | undefined): void => {
  const others = linesOf(folder, file).filter((one) => nameOf(one) !== name);
  folder.write(file, [...others, ...(line === undefined ? [] : [line])].map((one) => `${one}\n`).join(''));
};

/** Makes a login or gives it a new password and role. The password is returned, and kept nowhere. */
export const putLogin = (folder: PrivateFolder, { name, role }: Login): string => {
  const password = createSecret();
  const line = `${name}:${hashPassword(password)}`;
  replace(folder, EDITORS, name, role === 'editor' ? line : undefined);
  replace(folder, EVERYBODY, name, line);
  return password;
};

/** False where there was no such login. */
export const removeLogin = (folder: PrivateFolder, name: string): boolean => {
  const isThere = listLogins(folder).some((login) => login.name === name);
  if (isThere) for (const file of [EDITORS, EVERYBODY]) replace(folder, file, name, undefined);
  return isThere;
};
