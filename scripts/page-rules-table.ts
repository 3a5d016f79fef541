// Which rules run in a page, as Markdown: held against the vectors of each, so that the table says what is, and no more.
import { createRedactor } from '../src/core/redaction/index.ts';
import { ruleFacts } from '../src/core/redaction/rule-facts.generated.ts';
import { createSmallRedactor, smallRules } from '../src/core/redaction/small/index.ts';
import { compactRedactor } from '../src/web/redaction/redactor.ts';
import { RULES } from '../src/web/redaction/rules.ts';

const engine = createRedactor();
const small = createSmallRedactor(smallRules);

const ENGINES = [
  {
    name: '`binnacle/redaction/browser`',
    ids: new Set(smallRules.map(({ id }) => id)),
    clean: (text: string): string => small.text(text),
  },
  {
    name: '`binnacle/web`',
    ids: new Set<string>(RULES.map(([id]) => id)),
    clean: (text: string): string => compactRedactor.text(text),
  },
] as const;

/** By rule: of the ways to write it that its vectors have, how many are hidden as the whole engine hides them. */
export const renderPageRules = (): string =>
  [
    `| rule | \`binnacle/redaction\` | ${ENGINES.map(({ name }) => name).join(' | ')} |`,
    `|---|---|${'---|'.repeat(ENGINES.length)}`,
    ...Object.entries(ruleFacts).map(([id, { vectors }]) => {
      const cells = ENGINES.map(({ ids, clean }) => {
        const count = vectors.filter(([text]) => clean(text) === engine.text(text)).length;
        if (!ids.has(id)) return 'no';
        return count === vectors.length ? 'yes' : `${count} of ${vectors.length} ways to write it`;
      });
      return `| \`${id}\` | yes | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
