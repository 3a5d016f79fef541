/** Levels of Go's compress/zlib: -2 is Huffman coding alone, -1 the default. */
const ZLIB_LEVELS = { least: -2, most: 9 };

/**
 * What is wrong with the level of a compression:
 * https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configcompression/compressiontype.go
 */
export const compressionLevelFault = (compression: string, level: number): string | undefined => {
  if (compression === '' || compression === 'none' || compression === 'zstd' || level === 0) return undefined;
  if (!['gzip', 'zlib', 'deflate'].includes(compression))
    return `${level} is not accepted: ${compression} has no levels`;
  if (level >= ZLIB_LEVELS.least && level <= ZLIB_LEVELS.most) return undefined;
  return `${level} is not accepted; expected a level of ${compression} from 1 to 9`;
};
