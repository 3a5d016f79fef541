import { describe, expect, test } from '@jest/globals';
import { numberOf, parseDiskStats, parseNetDev } from '../../../src/node/host/parse-proc.ts';

const DISKS = `
   7       0 loop0 11 0 22 0 0 0 0 0 0 0 0 0 0 0 0 0 0
 253       0 vda 100 5 2048 30 200 6 4096 60 0 90 90 0 0 0 0 0 0
 253       1 vda1 90 5 2000 30 190 6 4000 60 0 90 90 0 0 0 0 0 0
 259       0 nvme0n1 1 0 8 0 2 0 16 0 0 0 0 0 0 0 0 0 0
 259       1 nvme0n1p1 1 0 8 0 2 0 16 0 0 0 0 0 0 0 0 0 0
 254       0 dm-0 1 0 8 0 2 0 16 0 0 0 0
`;

const INTERFACES = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 9999      10    0    0    0     0          0         0     9999      10    0    0    0     0       0          0
  eth0:1000      10    0    0    0     0          0         0     2000      20    0    0    0     0       0          0
  wg0: 3 1 0 0 0 0 0 0 4 1 0 0 0 0 0 0
`;

describe('parseDiskStats', () => {
  test('whole disks, in bytes', () =>
    expect(parseDiskStats(DISKS)).toEqual([
      { device: 'vda', readBytes: 2048 * 512, writtenBytes: 4096 * 512 },
      { device: 'nvme0n1', readBytes: 8 * 512, writtenBytes: 16 * 512 },
    ]));

  test.each(['', 'nonsense', '1 2 sda', '1 2 sda a b c d e f g'])('nothing of %j', (text) =>
    expect(parseDiskStats(text)).toEqual([]),
  );
});

describe('parseNetDev', () => {
  test('every interface but the loopback', () =>
    expect(parseNetDev(INTERFACES)).toEqual([
      { device: 'eth0', readBytes: 1000, writtenBytes: 2000 },
      { device: 'wg0', readBytes: 3, writtenBytes: 4 },
    ]));

  test.each(['', 'nonsense', 'eth0:', 'eth0: a b'])('nothing of %j', (text) =>
    expect(parseNetDev(text)).toEqual([]),
  );
});

describe('numberOf', () => {
  const text = 'Name:\tnode\nVmSize:\t  1024 kB\nThreads:\t7\nread_bytes: 4096\n';
  test.each([
    ['VmSize', 1_048_576],
    ['Threads', 7],
    ['read_bytes', 4_096],
    ['Name', undefined],
    ['Missing', undefined],
  ])('%s', (key, value) => expect(numberOf(text, key)).toBe(value));
});
