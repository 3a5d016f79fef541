import type { Comment } from '../render.ts';

type Order = Readonly<Record<'traces' | 'metrics' | 'logs', readonly string[]>>;

/** Above a file that has the processors alone. */
export const redactionHeader = (order: Order): string[] => [
  'Written by `binnacle redaction compile --to collector`; for a Collector of version 0.155 or later with the',
  'transform and redaction processors. Pipelines have them in this order, before everything else that reads records:',
  ...Object.entries(order).map(([signal, names]) => `${signal}: [${names.join(', ')}]`),
];

/** What is said of the processors that every policy has; `path` leads to the processors. */
export const redactionComments = (path: readonly string[]): readonly Comment[] => [
  [
    [...path, 'redaction/body-keys'],
    'The SDK redacts before it sends; what follows is for every other sender, and for what an SDK missed.',
    'Logs: values of sensitive keys in maps inside the body. The value of each is allowed, so that attributes are left alone.',
  ],
  [[...path, 'redaction/queries'], 'Traces: literals in statements, by db.system.name.'],
  [
    [...path, 'transform/redaction'],
    'The rules are those of src/core/redaction, without their check digits. In each group of statements:',
    'names, status and body become attributes for a while, so that a rule is one statement;',
    'the record as text, in lower case, which tells what can be skipped, because patterns are slow and fixed texts are not;',
    'values of listed keys are put aside; parameters of URLs; the rules; what was put aside and borrowed goes back.',
  ],
  [
    [...path, 'transform/redaction', 'error_mode'],
    'binnacle-disable-next-line error-mode-propagate -- what cannot be redacted is not sent on',
  ],
  [
    [...path, 'redaction/nested'],
    'Lists and maps that are attributes: one in which something is found becomes a text.',
    'Texts are done by then, and allowed; so is what an SDK has cleaned, where a rule would find its own mark.',
  ],
];
