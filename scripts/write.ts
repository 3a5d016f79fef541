import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export interface GeneratedFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Writes a file where its text differs, and says so. */
export const write = ({ path, text }: GeneratedFile): void => {
  const target = join(root, path);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(path);
};

/** Writes all files of a folder that holds nothing else, and removes what is left of earlier ones. */
export const writeFolder = (folder: string, files: readonly { name: string; text: string }[]): void => {
  for (const { name, text } of files) write({ path: `${folder}/${name}`, text });
  const names = new Set(files.map(({ name }) => name));
  for (const name of readdirSync(join(root, folder)).filter((one) => !names.has(one))) {
    rmSync(join(root, folder, name));
    console.log(`${folder}/${name} removed`);
  }
};
