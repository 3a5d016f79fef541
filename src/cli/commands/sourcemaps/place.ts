import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../io.ts';

/** Milliseconds for one request. */
const TIMEOUT_MILLIS = 60_000;

/** Where a store lies: files by path. */
export interface Place {
  /** For messages, without a password. */
  readonly shown: string;
  /** On this machine; undefined for a URL. */
  readonly folder: string | undefined;
  /** Undefined where there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  write(path: string, bytes: Buffer): Promise<void>;
}

const folderPlace = (folder: string): Place => ({
  shown: folder,
  folder,
  read: async (path) => {
    try {
      return readFileSync(join(folder, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new UsageError(`${join(folder, path)}: cannot be read (${code ?? error})`);
    }
  },
  write: async (path, bytes) => {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      // Nobody is to find half a file.
      const temporary = `${file}.${process.pid}.part`;
      writeFileSync(temporary, bytes);
      renameSync(temporary, file);
    } catch (error) {
      throw new UsageError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`);
    }
  },
});

/** Any server that answers GET and PUT of files: WebDAV, nginx with `dav_methods PUT`, an object store behind a proxy. */
const urlPlace = (text: string, given: Readonly<Record<string, string>>): Place => {
  const url = new URL(text);
  const headers: Record<string, string> = { ...given };
  if (url.username || url.password)
    headers.authorization ??= `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`;
  url.username = '';
  url.password = '';
  const base = url.href.replace(/\/?$/, '/');
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(base + path.split('/').map(encodeURIComponent).join('/'), {
        ...init,
        headers: { ...headers, ...init.headers },
        signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      });
    } catch (error) {
      const { cause, message } = error as Error;
      throw new UsageError(`${base}: no answer (${(cause as Error | undefined)?.message || message})`);
    }
  };
  return {
    shown: base,
    folder: undefined,
    read: async (path) => {
      const answer = await ask(path, {});
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new UsageError(`${base}${path}: status ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    write: async (path, bytes) => {
      const body = new Uint8Array(bytes);
      const answer = await ask(path, {
        method: 'PUT',
        body,
        headers: { 'content-type': 'application/octet-stream' },
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new UsageError(`${base}${path}: status ${answer.status} for PUT`);
    },
  };
};

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

/** The folder or the URL that a command line names. */
export const placeOf = (text: string, headers: Readonly<Record<string, string>> = {}): Place => {
  if (!isUrl(text)) return folderPlace(text);
  if (!URL.canParse(text)) throw new UsageError(`${text}: is not a URL`);
  return urlPlace(text, headers);
};
