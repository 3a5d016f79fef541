import { InvalidArgumentError } from 'commander';

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
