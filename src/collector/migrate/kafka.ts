import { type ConfigNode, entryOf, valueAt } from '../document/node.ts';
import { type Component, componentsOf, type LintContext } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import { SIGNALS } from '../topology.ts';
import type { Change } from './migration.ts';
import { writtenScalar } from './rename-key.ts';

/** All that is a client of Kafka. */
export const kafkaComponents = (context: LintContext): readonly Component[] => [
  ...componentsOf(context, 'receivers', 'kafka', 'kafkametrics', 'kafka_metrics'),
  ...componentsOf(context, 'exporters', 'kafka'),
];

/** The signals of the pipelines that use a component; those that all Collectors know where none does. */
const signalsOf = ({ pipelines }: Component): readonly string[] => {
  const used = SIGNALS.filter((signal) => pipelines.some((pipeline) => pipeline.signal === signal));
  return used.length > 0 ? used : ['traces', 'metrics', 'logs'];
};

const isMapOrAbsent = (node: ConfigNode | undefined): boolean => node === undefined || node.kind === 'map';

/** A key for all signals becomes one of each signal, where that has none of its own. */
export const perSignal = function* (component: Component, key: string): Iterable<Change> {
  const entry = entryOf(component.node, key);
  if (!entry) return;
  const path = [...component.path, key];
  const { key: place } = entry;
  const value = writtenScalar(entry.value);
  const signals = signalsOf(component);
  const message = `is now ${signals.map((signal) => `${signal}.${key}`).join(', ')}`;
  if (value === undefined || !signals.every((signal) => isMapOrAbsent(valueAt(component.node, [signal])))) {
    yield { place, path, message };
    return;
  }
  const missing = signals.filter((signal) => !valueAt(component.node, [signal, key]));
  const fix = missing.map((signal): Fix => ({ do: 'set', path: [...component.path, signal, key], value }));
  const [first = ''] = signals;
  const instead = [...component.path, first, key];
  yield { place, path, message, fix: [...fix, { do: 'remove', path, instead }] };
};

/** Kafka's way to sign in with a name and a password, and where its TLS stands. */
export const kafkaAuth = function* (component: Component): Iterable<Change> {
  const auth = valueAt(component.node, ['auth']);
  const plain = entryOf(auth, 'plain_text');
  const path = [...component.path, 'auth'];
  if (plain) {
    const message = 'is now auth.sasl with mechanism: PLAIN';
    const isFree = plain.value.kind === 'map' && !entryOf(auth, 'sasl');
    const fix: readonly Fix[] = [
      { do: 'set', path: [...path, 'plain_text', 'mechanism'], value: 'PLAIN' },
      { do: 'rename', path: [...path, 'plain_text'], to: 'sasl' },
    ];
    yield { place: plain.key, path: [...path, 'plain_text'], message, ...(isFree ? { fix } : {}) };
  }
};

/** `auth.tls` is now `tls`. */
export const kafkaTls = function* (component: Component): Iterable<Change> {
  const tls = entryOf(valueAt(component.node, ['auth']), 'tls');
  if (!tls) return;
  const path = [...component.path, 'auth', 'tls'];
  const isFree = !entryOf(component.node, 'tls');
  const message = isFree ? 'is now tls of the component itself' : 'is left aside, because there is tls';
  const fix: readonly Fix[] = isFree
    ? [{ do: 'relocate', path, to: [...component.path, 'tls'] }]
    : [{ do: 'remove', path, instead: [...component.path, 'tls'] }];
  yield { place: tls.key, path, message, fix };
};
