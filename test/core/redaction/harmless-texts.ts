import { pick, randomHex } from '../random.ts';

const digits = (count: number, random: () => number): string =>
  Array.from({ length: count }, () => String(Math.floor(random() * 10))).join('');

const number = (from: number, to: number, random: () => number): number =>
  from + Math.floor(random() * (to - from));
const two = (from: number, to: number, random: () => number): string =>
  String(number(from, to, random)).padStart(2, '0');

/** What a service writes that has many digits, and tells nothing of a person. */
const KINDS: readonly ((random: () => number) => string)[] = [
  (r) => `order ${digits(number(6, 13, r), r)} paid`,
  (r) => `ORD-${number(2019, 2027, r)}-${digits(6, r)}`,
  (r) => String(number(1_600_000_000, 1_800_000_000, r)),
  (r) => String(number(1_600_000_000_000, 1_800_000_000_000, r)),
  (r) =>
    `${number(2000, 2030, r)}-${two(1, 13, r)}-${two(1, 29, r)} ${two(0, 24, r)}:${two(0, 60, r)}:${two(0, 60, r)}.${digits(3, r)}`,
  (r) => `${two(1, 29, r)}.${two(1, 13, r)}.${number(2000, 2030, r)} ${two(0, 24, r)}:${two(0, 60, r)}`,
  (r) => `${two(1, 13, r)}/${two(1, 29, r)}/${number(2000, 2030, r)}`,
  (r) => `${number(2000, 2030, r)}${two(1, 13, r)}${two(1, 29, r)}T${digits(6, r)}Z`,
  (r) => `${number(0, 30, r)}.${number(0, 30, r)}.${number(0, 5000, r)}`,
  (r) => `Chrome/${number(90, 140, r)}.0.${number(1000, 7000, r)}.${number(0, 200, r)}`,
  (r) => `version ${number(0, 12, r)}.${number(0, 10, r)}.${number(1000, 30_000, r)}.${number(0, 5000, r)}`,
  (r) => [8, 4, 4, 4, 12].map((length) => randomHex(length, r)).join('-'),
  (r) => [8, 4, 4, 4, 12].map((length) => digits(length, r)).join('-'),
  (r) => `00-${randomHex(32, r)}-${randomHex(16, r)}-01`,
  (r) => `${(r() * 180 - 90).toFixed(6)},${(r() * 360 - 180).toFixed(6)}`,
  (r) => `lat ${(r() * 180 - 90).toFixed(4)} lon ${(r() * 360 - 180).toFixed(7)}`,
  (r) => `$${number(1, 999, r)},${digits(3, r)}.${digits(2, r)}`,
  (r) => `${number(1, 999, r)} ${digits(3, r)} ${digits(3, r)} bytes`,
  (r) => `${number(1, 999, r)}.${digits(3, r)}.${digits(3, r)} EUR`,
  (r) => `${(r() * 100).toFixed(number(1, 8, r))}%`,
  (r) => `bytes ${number(0, 9999, r)}-${number(10_000, 99_999, r)}/${number(100_000, 9_999_999, r)}`,
  (r) => `${number(1000, 9999, r)}-${number(1000, 9999, r)}`,
  (r) => `at f (/app/src/a.js:${number(1, 9999, r)}:${number(1, 200, r)})`,
  (r) => `978-${digits(1, r)}-${digits(2, r)}-${digits(6, r)}-${digits(1, r)}`,
  (r) => `${digits(5, r)}-${digits(4, r)}`,
  (r) => Array.from({ length: number(3, 9, r) }, () => number(1, 100, r)).join(' '),
  (r) => Array.from({ length: number(3, 9, r) }, () => number(1, 6, r)).join('-'),
  (r) => Array.from({ length: 8 }, () => randomHex(2, r)).join(' '),
  (r) => `pid ${number(1, 4_000_000, r)} tid ${number(1, 4_000_000, r)}`,
  (r) =>
    `SELECT * FROM t WHERE id IN (${digits(7, r)}, ${digits(8, r)}, ${digits(9, r)}) LIMIT ${number(1, 1000, r)}`,
  (r) => `took ${number(1, 9999, r)} ms, ${number(1, 9_999_999_999, r)} bytes`,
  (r) => `rss=${number(10_000, 99_999_999, r)} heap=${number(10_000, 99_999_999, r)}`,
  (r) => `1Z${randomHex(6, r).toUpperCase()}${digits(10, r)}`,
  (r) => `{"call":{"id":${digits(9, r)},"at":${number(1_600_000_000, 1_800_000_000, r)}}}`,
  (r) => `GET /users/${digits(number(6, 12, r), r)}/orders/${digits(10, r)} 200 ${number(1, 999, r)}`,
  (r) => `version ${number(0, 30, r)}.${number(0, 30, r)}.${number(0, 256, r)}.${number(0, 256, r)}`,
  (r) => `Mozilla/5.0 Edg/${number(90, 140, r)}.0.${number(0, 256, r)}.${number(0, 200, r)}`,
  (r) => `std::${randomHex(3, r)}x::${randomHex(4, r)}g at 0x${randomHex(12, r)}`,
  (r) => Array.from({ length: 20 }, () => randomHex(2, r)).join(':'),
];

/** A text of any kind, other ones for other seeds. */
export const harmlessText = (random: () => number): string => pick(KINDS, random)(random);
