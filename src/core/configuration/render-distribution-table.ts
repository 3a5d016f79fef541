import { DISTRIBUTION_KEYS } from './sections/distribution.ts';

/** The keys of `distribution.binnacle`, as Markdown. */
export const renderDistributionTable = (): string =>
  [
    '| key | accepts | meaning |',
    '|---|---|---|',
    ...DISTRIBUTION_KEYS.map(
      ({ key, row }) =>
        `| \`${key}\` | ${row.type.accepts}${row.unit ? `, in ${row.unit}` : ''} | ${row.doc} |`,
    ),
  ].join('\n');
