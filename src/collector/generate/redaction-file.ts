import type { RedactionPolicy } from '../../core/redaction/policy.ts';
import type { BackendSignal } from '../../core/settings/backend.ts';
import { allowed, type NeededVariable } from './part.ts';
import { redactionComments } from './redaction/comments.ts';
import { collectorRedaction } from './redaction/policy.ts';
import { type RedactionProcessors, redactionProcessors } from './redaction/processors.ts';
import { type Comment, renderConfig } from './render.ts';

const NO_REDACTION: RedactionProcessors = { processors: {}, order: { traces: [], metrics: [], logs: [] } };

export const DEFAULT_POLICY: RedactionPolicy = {};

/** Patterns are taken apart for it, which is most of the work: one policy is compiled once. */
const compiled = new WeakMap<RedactionPolicy, RedactionProcessors>();

const compile = (policy: RedactionPolicy): RedactionProcessors => {
  const known = compiled.get(policy) ?? redactionProcessors(collectorRedaction(policy));
  compiled.set(policy, known);
  return known;
};

/** The processors that these signals need. */
export const redactionOf = (
  redaction: RedactionPolicy | 'none',
  signals: readonly BackendSignal[],
): RedactionProcessors => {
  if (redaction === 'none') return NO_REDACTION;
  const { processors, order } = compile(redaction);
  const used = new Set(signals.flatMap((signal) => order[signal]));
  return { processors: Object.fromEntries(Object.entries(processors).filter(([id]) => used.has(id))), order };
};

/** What is said of the processors that there are. */
export const commentsOf = ({ processors }: RedactionProcessors): readonly Comment[] => [
  ...redactionComments(['processors']).filter(([[, id = '']]) => id in processors),
  ...('transform/hashed' in processors
    ? [
        [
          ['processors', 'transform/hashed', 'error_mode'],
          allowed('error-mode-propagate', 'what cannot be redacted is not sent on'),
        ] as const,
      ]
    : []),
];

/** Processors that hash have a key. */
export const hashVariables = ({ processors }: RedactionProcessors): readonly NeededVariable[] =>
  Object.keys(processors).some((id) => id.startsWith('redaction/hash'))
    ? [
        {
          name: 'BINNACLE_REDACTION_HASH_KEY',
          doc: 'key of the hashes, 32 characters or more, that of the SDK',
        },
      ]
    : [];

export const renderRedaction = (
  redaction: RedactionProcessors,
  main: string,
  written: readonly string[],
): string =>
  renderConfig(
    { processors: redaction.processors },
    [...written, `The processors that redact, which ${main} names in its pipelines.`],
    commentsOf(redaction),
  );
