/** What Linux tells in /proc: https://man7.org/linux/man-pages/man5/proc.5.html. Pure; numbers only, no names of people. */

/** Bytes that a device moved since the system started. */
export interface Transferred {
  readonly device: string;
  readonly readBytes: number;
  readonly writtenBytes: number;
}

/** Sectors of /proc/diskstats are of this size whatever the disk's own is. */
const SECTOR_BYTES = 512;

/** Memory disks and loops, which move no bytes of their own. */
const VIRTUAL_DISK = /^(?:loop|ram|zram|dm-|md|sr|fd)\d/;

/** A part of a disk, counted with the disk already: sda1, vda1, xvda1, nvme0n1p1, mmcblk0p1. */
const PARTITION = /^(?:[hsv]d[a-z]+\d+|xvd[a-z]+\d+|(?:nvme\d+n\d+|mmcblk\d+)p\d+)$/;

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/));

/** /proc/diskstats: whole disks. */
export const parseDiskStats = (text: string): readonly Transferred[] =>
  rowsOf(text).flatMap(([, , device = '', , , read, , , , written]) => {
    if (device === '' || VIRTUAL_DISK.test(device) || PARTITION.test(device)) return [];
    const readBytes = Number(read) * SECTOR_BYTES;
    const writtenBytes = Number(written) * SECTOR_BYTES;
    return Number.isFinite(readBytes + writtenBytes) ? [{ device, readBytes, writtenBytes }] : [];
  });

/** /proc/net/dev: every interface but the loopback. Received counts as read. */
export const parseNetDev = (text: string): readonly Transferred[] =>
  rowsOf(text.replaceAll(':', ': ')).flatMap(([name = '', received, , , , , , , , sent]) => {
    const device = name.slice(0, -1);
    if (!name.endsWith(':') || device === 'lo') return [];
    const readBytes = Number(received);
    const writtenBytes = Number(sent);
    return Number.isFinite(readBytes + writtenBytes) ? [{ device, readBytes, writtenBytes }] : [];
  });

/** A row such as `Threads:	7` or `read_bytes: 4096`; undefined where there is none. Kibibytes become bytes. */
export const numberOf = (text: string, key: string): number | undefined => {
  const row = rowsOf(text).find(([name]) => name === `${key}:`);
  const value = Number(row?.[1] ?? Number.NaN);
  if (!Number.isFinite(value)) return undefined;
  return row?.[2] === 'kB' ? value * 1_024 : value;
};
