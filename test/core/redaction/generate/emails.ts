import { pick } from '../../random.ts';
import { between, digits, type Random } from './digits.ts';

const NAMES = [
  'jo',
  'maria',
  'o.neill',
  "d'arc",
  'li',
  'jean-luc',
  'anna_b',
  'müller',
  'søren',
  '佐藤',
  'x',
  'mr.t',
];
const SPECIALS = ['!', '#', '$', '*', '+', '-', '_', '^', '~', '.'];
const HOSTS = ['example', 'mail.example', 'a-b', 'xn--mller-kva', 'müller', 'first.second.third', '163', 'x'];
const TOP_LEVELS = ['com', 'co.uk', 'museum', 'xn--p1ai', 'рф', 'io', 'travel', 'de', 'com.br'];

export const email = (random: Random): string => {
  const name = pick(NAMES, random);
  const local = pick(
    [
      () => name,
      () => `${name}.${pick(NAMES, random)}`,
      () => `${name}+${pick(['news', 'a.b', '2024'], random)}`,
      () => `${name}${digits(between(1, 4, random), random)}`,
      () => `${name}${pick(SPECIALS, random)}${pick(NAMES, random)}`,
      () => `"${name} ${pick(NAMES, random)}"`,
    ],
    random,
  )();
  return `${local}@${pick(HOSTS, random)}.${pick(TOP_LEVELS, random)}`;
};

/** What has an `@` and is no address. */
export const notEmail = (random: Random): string => {
  const version = `${between(0, 20, random)}.${between(0, 30, random)}.${between(0, 30, random)}`;
  return pick(
    [
      () => `@${pick(['types', 'acme', 'vue'], random)}/node@${version}`,
      () => `lodash@${version}`,
      () => `next@${version}-canary.${between(0, 9, random)}`,
      () => `acme-app@${version}.tgz`,
      () => `icon@${between(2, 3, random)}x.png`,
      () => `com.example.Foo@${between(4096, 1e9, random).toString(16)}`,
      () => `registry.example.com/app@sha256:${between(4096, 1e9, random).toString(16)}`,
      () => `git@${pick(['github.com', 'gitlab.example.org'], random)}:acme/app.git`,
      () => `root@${pick(['localhost', 'db-1', 'cache'], random)}`,
      () => `getty@tty${between(1, 9, random)}.service`,
      () => `https://social.example/@${pick(['jo', 'maria.b'], random)}`,
      () => `golang.org/x/net@v${version}/http2`,
      () => '@Injectable()',
      () => `${between(1, 9, random)} @ ${between(1, 99, random)}.50`,
    ],
    random,
  )();
};
