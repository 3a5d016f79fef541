import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../../io.ts';
import type { TlsFiles } from '../../request.ts';

export const asUrl = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw new InvalidArgumentError('a URL such as http://127.0.0.1:3100 is needed.');
  return text.replace(/\/+$/, '');
};

export const asSeconds = (text: string): number => {
  const seconds = Number(text);
  if (!(seconds >= 0.1 && seconds <= 3600))
    throw new InvalidArgumentError('seconds from 0.1 to 3600 are needed.');
  return seconds;
};

export const asDays = (text: string): number => {
  const days = Number(text);
  if (!(Number.isInteger(days) && days >= 1 && days <= 36_500))
    throw new InvalidArgumentError('a whole number of days from 1 to 36500 is needed.');
  return days;
};

export const asHash = (text: string): string => {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new InvalidArgumentError('a hash is 64 digits from 0 to f, as `binnacle audit verify` prints it.');
  return text;
};

export const LOKI = ['--loki <url>', 'where Loki is', asUrl, 'http://127.0.0.1:3100'] as const;

const asTlsFolder = (folder: string): Required<TlsFiles> => {
  const files = {
    ca: join(folder, 'ca.crt'),
    cert: join(folder, 'client.crt'),
    key: join(folder, 'client.key'),
  };
  for (const file of Object.values(files))
    try {
      readFileSync(file);
    } catch (error) {
      throw new InvalidArgumentError(
        `${file} cannot be read (${(error as NodeJS.ErrnoException).code}); a folder with ca.crt, client.crt and client.key is needed.`,
      );
    }
  return files;
};

export const TLS = [
  '--tls <folder>',
  'its ca.crt checks the servers, its client.crt and client.key are shown to them; read again when renewed',
  asTlsFolder,
] as const;

/** Who gives certificates means no plain text. */
export const checkScheme = (
  tls: TlsFiles | undefined,
  urls: Readonly<Record<string, string | undefined>>,
): void => {
  for (const [option, url] of Object.entries(urls))
    if (tls && url?.startsWith('http:'))
      throw new UsageError(`--${option}: with --tls an address of https is needed, and ${url} is none`);
};
