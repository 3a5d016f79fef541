/** File systems that fill up with what programs write; not those that live in memory or are read only by their nature. */
export const FILESYSTEM = { fstype: { pattern: 'ext[234]|xfs|btrfs|zfs|overlay|apfs|ntfs' } } as const;
