import type { Shape } from '../yaml/shape.ts';
import { DURATION_PATTERN } from './duration.ts';

const duration = (doc: string): Shape => ({
  kind: 'text',
  doc: `a duration such as 500ms, 2s, 15m, 4h or 2d: ${doc}`,
  pattern: DURATION_PATTERN,
});

/** What a file of transactions may say. */
export const transactionsShape: Shape & { readonly kind: 'map' } = {
  kind: 'map',
  doc: 'business transactions',
  required: ['transactions'],
  entries: {
    transactions: {
      kind: 'record',
      doc: 'the name of a transaction, such as checkout: letters, digits, spaces and . _ / -',
      pattern: '^[A-Za-z][A-Za-z0-9 ._/-]{0,127}$',
      item: {
        kind: 'map',
        doc: 'the transactions of one name',
        entries: {
          sla: duration('how long one may take'),
          timeout: duration('when one counts as never ended, at most 3650d'),
          owner: {
            kind: 'text',
            doc: 'the team that answers for it',
            pattern: '^[A-Za-z0-9][A-Za-z0-9 ._@/-]{0,127}$',
          },
          steps: {
            kind: 'list',
            doc: 'its steps, in their order; others are counted together',
            item: { kind: 'text', doc: 'the name of a step', pattern: '^[A-Za-z][A-Za-z0-9 ._/-]{0,127}$' },
          },
        },
      },
    },
  },
};
