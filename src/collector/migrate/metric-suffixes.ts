import { entryOf } from '../document/node.ts';
import type { Component } from '../lint/context.ts';
import type { Change } from './migration.ts';
import { removeKey } from './rename-key.ts';

/** `add_metric_suffixes` gives way to `translation_strategy`, which goes before it where both are there. */
export const metricSuffixes = function* (component: Component): Iterable<Change> {
  const entry = entryOf(component.node, 'add_metric_suffixes');
  if (!entry) return;
  const isFalse = entry.value.kind === 'scalar' && entry.value.value === false && !entry.value.isExpanded;
  const isTrue = entry.value.kind === 'scalar' && entry.value.value === true && !entry.value.isExpanded;
  const path = [...component.path, 'add_metric_suffixes'];
  if (entryOf(component.node, 'translation_strategy'))
    yield* removeKey(
      component,
      ['add_metric_suffixes'],
      'is removed, because there is a translation_strategy',
    );
  else if (isTrue) yield* removeKey(component, ['add_metric_suffixes'], 'is removed: this is the default');
  else
    yield {
      place: entry.key,
      path,
      message: 'is now translation_strategy: UnderscoreEscapingWithoutSuffixes',
      ...(isFalse
        ? {
            fix: [
              { do: 'set', path, value: 'UnderscoreEscapingWithoutSuffixes' },
              { do: 'rename', path, to: 'translation_strategy' },
            ],
          }
        : {}),
    };
};
