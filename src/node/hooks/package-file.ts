import { sep } from 'node:path';

/** Where a file lies in an installed package. */
export interface PackageFile {
  /** `express`, `@redis/client` */
  readonly packageName: string;
  /** The package's folder. */
  readonly folder: string;
}

const NODE_MODULES = `${sep}node_modules${sep}`;

/** The installed package that a file belongs to, the innermost one; undefined for the application's own files. */
export const packageFileOf = (filename: string): PackageFile | undefined => {
  const at = filename.lastIndexOf(NODE_MODULES);
  if (at < 0) return undefined;
  const start = at + NODE_MODULES.length;
  let end = filename.indexOf(sep, start);
  if (end >= 0 && filename[start] === '@') end = filename.indexOf(sep, end + 1);
  if (end < 0) return undefined;
  const packageName = filename.slice(start, end);
  return {
    packageName: sep === '/' ? packageName : packageName.replaceAll(sep, '/'),
    folder: filename.slice(0, end),
  };
};

/** `openai` of `openai/index.mjs`, `@nestjs/core` of `@nestjs/core/router/…` */
export const packageNameOf = (file: string): string =>
  file.split('/', file.startsWith('@') ? 2 : 1).join('/');
