import { pick, randomHex } from '../../../test/core/random.ts';
import { between, digits, letters } from '../../../test/core/redaction/generate/digits.ts';
import { notEmail } from '../../../test/core/redaction/generate/emails.ts';
import type { Field, Random } from './draft.ts';

const padded = (number: number, length = 2): string => String(number).padStart(length, '0');

export const date = (random: Random): string =>
  `${between(1999, 2031, random)}-${padded(between(1, 12, random))}-${padded(between(1, 28, random))}`;

export const time = (random: Random): string =>
  `${padded(between(0, 23, random))}:${padded(between(0, 59, random))}:${padded(between(0, 59, random))}`;

export const instant = (random: Random): string =>
  `${date(random)}T${time(random)}.${digits(pick([3, 6, 9], random), random)}Z`;

export const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12]
    .map((length, i) =>
      i === 2
        ? `4${randomHex(3, random)}`
        : i === 3
          ? pick(['8', '9', 'a', 'b'], random) + randomHex(3, random)
          : randomHex(length, random),
    )
    .join('-');

const version = (random: Random): string =>
  [between(0, 30, random), between(0, 40, random), between(0, 99, random)].join('.');

/** The check digit of goods: ISBN-13 and EAN weigh 1 and 3 in turn. */
const ean = (body: string): string => {
  const sum = [...body].reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return body + ((10 - (sum % 10)) % 10);
};

const isbn = (random: Random): string => {
  const number = ean(`978${digits(9, random)}`);
  return pick([number, number.replace(/^(...)(.)(..)(......)(.)$/, '$1-$2-$3-$4-$5')], random);
};

const tracking = (random: Random): string =>
  pick(
    [
      () => `1Z${letters(3, random)}${digits(11, random)}`,
      () => `${letters(2, random, 'RCEL')}${digits(9, random)}${pick(['DE', 'US', 'GB'], random)}`,
      () => `JD0146${digits(12, random)}`,
      () => digits(12, random).replace(/^0/, '1'),
    ],
    random,
  )();

const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.127 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'curl/8.7.1',
  'Go-http-client/2.0',
  'kube-probe/1.30',
  'okhttp/4.12.0',
  'PostmanRuntime/7.39.0',
];

/** Values that are not personal, with keys as applications name them: those that look like numbers of people among them. */
const KINDS: readonly (readonly [keys: readonly string[], make: (random: Random) => string])[] = [
  [['order_id', 'orderId', 'order'], (random) => String(between(1e6, 1e11, random))],
  [['order_no', 'orderNumber'], (random) => `${digits(3, random)}-${digits(7, random)}-${digits(7, random)}`],
  [['order_ref', 'invoice'], (random) => `ORD-${between(2015, 2030, random)}-${digits(6, random)}`],
  [['ts', 'timestamp', 'time'], (random) => String(between(1_400_000_000, 1_950_000_000, random))],
  [['time_ms', 'epochMillis'], (random) => String(between(1_400_000_000_000, 1_950_000_000_000, random))],
  [['time_us'], (random) => `17${digits(14, random)}`],
  [['time_ns', 'start_time_unix_nano'], (random) => `17${digits(17, random)}`],
  [['at', 'created', 'expires'], instant],
  [['date', 'day'], date],
  [
    ['compact_time', 'build'],
    (random) => `${date(random).replaceAll('-', '')}${time(random).replaceAll(':', '')}`,
  ],
  [['version', 'app_version'], version],
  [
    ['release', 'tag'],
    (random) => `v${version(random)}${pick(['', '-rc.1', '-beta.2', '+build.451'], random)}`,
  ],
  [
    ['driver', 'chrome'],
    (random) => `${between(100, 140, random)}.0.${between(4000, 7000, random)}.${between(1, 250, random)}`,
  ],
  [['request_id', 'uuid', 'id'], uuid],
  [['trace_id', 'traceId'], (random) => randomHex(32, random)],
  [['span_id', 'spanId'], (random) => randomHex(16, random)],
  [['commit', 'sha', 'revision'], (random) => randomHex(pick([7, 8, 12, 40], random), random)],
  [['etag', 'digest'], (random) => randomHex(32, random)],
  [
    ['lat', 'latitude'],
    (random) => `${between(-89, 89, random)}.${digits(pick([4, 6, 7, 14], random), random)}`,
  ],
  [
    ['lon', 'longitude'],
    (random) => `${between(-179, 179, random)}.${digits(pick([4, 6, 7, 14], random), random)}`,
  ],
  [['price', 'total', 'amount'], (random) => `${between(0, 99999, random)}.${digits(2, random)}`],
  [
    ['revenue', 'sum'],
    (random) => `${between(1, 999, random)},${digits(3, random)},${digits(3, random)}.${digits(2, random)}`,
  ],
  [['bytes', 'size', 'offset'], (random) => String(between(0, 4_000_000_000, random))],
  [
    ['duration', 'took', 'latency'],
    (random) => `${between(0, 60000, random)}${pick(['ms', 'µs', 's', ' ms'], random)}`,
  ],
  [['ratio', 'score'], (random) => String(random())],
  [['isbn'], isbn],
  [
    ['ean', 'gtin', 'sku_ean'],
    (random) => ean(`${pick(['50', '76', '80', '01'], random)}${digits(10, random)}`),
  ],
  [['tracking', 'trackingNumber', 'parcel'], tracking],
  [['port', 'server_port'], (random) => String(between(1024, 65535, random))],
  [['status', 'code_number'], (random) => String(pick([200, 204, 301, 404, 422, 500, 503], random))],
  [['thread', 'pid', 'attempt'], (random) => String(between(1, 99999, random))],
  [['sku', 'part'], (random) => `${letters(3, random)}-${digits(5, random)}-${letters(1, random)}`],
  [['user_agent', 'ua'], (random) => pick(USER_AGENTS, random)],
  [['package', 'image', 'ref'], notEmail],
  [
    ['range', 'rows'],
    (random) => `${between(1, 500, random)}-${between(501, 5000, random)}/${between(5001, 99999, random)}`,
  ],
  [['account', 'arn_account'], (random) => digits(12, random)],
  [
    ['peer', 'pod_ip', 'upstream'],
    (random) =>
      `${pick(['10.4', '192.168', '172.16'], random)}.${between(0, 255, random)}.${between(1, 254, random)}`,
  ],
  [['column', 'matrix'], (random) => Array.from({ length: 6 }, () => between(0, 999, random)).join(' ')],
];

export const harmless = (random: Random): Field => {
  const [keys, make] = pick(KINDS, random);
  return { key: pick(keys, random), value: make(random) };
};
