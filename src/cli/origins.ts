import { originFault } from '../collector/generate/browsers/check.ts';
import { UsageError } from './io.ts';

/** Says that pages send nothing. */
export const NO_ORIGINS = 'none';

/**
 * Where pages come from, by the flag --browsers: origins with commas, or `none`.
 * @throws UsageError where one lets in everybody, or is none
 */
export const parseOrigins = (text: string): readonly string[] => {
  const origins = text
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);
  if (origins.length === 1 && origins[0] === NO_ORIGINS) return [];
  if (origins.length === 0)
    throw new UsageError(
      `--browsers: there is none; list the origins of your pages, such as https://shop.example, or say ${NO_ORIGINS}`,
    );
  const faults = origins.flatMap((origin) => originFault(origin) ?? []);
  if (faults.length > 0) throw new UsageError(faults.map((fault) => `--browsers: ${fault}`).join('\n'));
  return [...new Set(origins)];
};

/** As RUM_ALLOWED_ORIGINS has them: a list of YAML. */
export const originList = (origins: readonly string[]): string => `[${origins.join(', ')}]`;
