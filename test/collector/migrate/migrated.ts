import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { type Migrated, migrate } from '../../../src/collector/migrate/migrate.ts';
import { schema } from '../lint/lint-text.ts';

/** One file, migrated; throws where it cannot be read. */
export const migrated = (text: string, to: string, from?: string): Migrated =>
  migrate([{ name: 'a.yaml', text }], {
    to,
    schema,
    load: (sources) => {
      const { node } = loadConfiguration(sources, { env: {}, readFile: () => '' });
      if (!node) throw new Error('it was not read');
      return node;
    },
    ...(from === undefined ? {} : { from }),
  });
