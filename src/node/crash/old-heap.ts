import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';

const MEBIBYTE = 1_048_576;

/** https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib */
const OPTION = /--max[-_]old[-_]space[-_]size[= ](\d{1,9})/g;

/**
 * What the command line, or before it the environment, lets the long-lived part of the heap take, in bytes; 0 where they say
 * nothing.
 *
 * @param nodeOptions the value of `NODE_OPTIONS`
 */
export const givenHeapLimit = (nodeOptions = ''): number => {
  const options = `${nodeOptions} ${process.execArgv.join(' ')}`;
  return Number([...options.matchAll(OPTION)].at(-1)?.[1] ?? 0) * MEBIBYTE;
};

/**
 * What the long-lived part of the heap takes and may take, in bytes. V8's own figures have the young part in them,
 * which may be larger than all the rest where the heap is small.
 *
 * @param given see `givenHeapLimit`
 */
export const readOldHeap = (given: number): { readonly used: number; readonly limit: number } => {
  let used = 0;
  for (const { space_name: name, space_used_size: size } of getHeapSpaceStatistics())
    if (!name.startsWith('new_') && name !== 'read_only_space') used += size;
  const { heap_size_limit: limit } = getHeapStatistics();
  return { used, limit: given > 0 ? Math.min(given, limit) : limit };
};
