import type { ConfigNode, Entry, MapNode, Place } from '../document/node.ts';

/** Another way to write a value of a Go type that reads itself, put into the way that its schema shows. */
export interface Form {
  readonly node: MapNode;
  readonly faults: readonly { readonly place: Place; readonly key: string; readonly message: string }[];
}

const isText = (node: ConfigNode): boolean => node.kind === 'scalar' && typeof node.value === 'string';
const isNull = (node: ConfigNode): boolean => node.kind === 'scalar' && node.value === null;

const withEntry = (node: MapNode, key: string, value: ConfigNode): MapNode => {
  const entry = node.entries.get(key) as Entry;
  return { ...node, entries: new Map([...node.entries, [key, { ...entry, value }]]) };
};

/** The code of the component reads values as they are: the text of a variable is gone. */
const withoutText = (node: ConfigNode): ConfigNode => {
  if (node.kind === 'list') return { ...node, text: undefined, items: node.items.map(withoutText) };
  if (node.kind === 'scalar') return node.isExpanded ? { ...node, text: undefined } : node;
  const entries = [...node.entries].map(
    ([key, entry]) => [key, { ...entry, value: withoutText(entry.value) }] as const,
  );
  return { ...node, text: undefined, entries: new Map(entries) };
};

const MIXED = 'has both groups and single texts; expected one kind alone';

/** Statements and conditions may stand in groups, or alone as a list of texts. */
const groupTexts =
  (keys: readonly string[], inner: string, isLenient: boolean) =>
  (node: MapNode): Form => {
    let result = node;
    const faults: Form['faults'][number][] = [];
    for (const key of keys) {
      const entry = node.entries.get(key);
      if (!entry) continue;
      const value = withoutText(entry.value);
      if (value.kind !== 'list') {
        faults.push({ place: entry.key, key, message: 'expected a list' });
        continue;
      }
      const texts = value.items.filter(isText);
      for (const [index, item] of value.items.entries()) {
        const before = value.items.slice(0, index);
        const isMixed = isText(item) ? !isLenient && !before.every(isText) : before.some(isText);
        if (isNull(item)) faults.push({ place: entry.key, key, message: 'has an empty item' });
        else if (isMixed) faults.push({ place: item.place, key, message: MIXED });
      }
      result = withEntry(result, key, value);
      if (texts.length === 0) continue;
      const list: ConfigNode = { kind: 'list', place: value.place, items: texts };
      const group: MapNode = {
        kind: 'map',
        place: value.place,
        entries: new Map([[inner, { key: entry.key, value: list }]]),
      };
      const items = [...value.items.filter((item) => !isText(item) && !isNull(item)), group];
      result = withEntry(result, key, { ...value, items });
    }
    return { node: result, faults };
  };

const signalKeys = (ending: string): readonly string[] =>
  ['trace', 'metric', 'log', 'profile'].map((signal) => `${signal}_${ending}`);

/** `required_acks: all` is -1. */
const wordForAcks = (node: MapNode): Form => {
  const acks = node.entries.get('required_acks')?.value;
  const isAll = acks?.kind === 'scalar' && acks.value === 'all';
  return { node: isAll ? withEntry(node, 'required_acks', { ...acks, value: -1 }) : node, faults: [] };
};

const FORMS: Readonly<Record<string, (node: MapNode) => Form>> = {
  'processor/transformprocessor.Config': groupTexts(signalKeys('statements'), 'statements', true),
  'processor/filterprocessor.Config': groupTexts(signalKeys('conditions'), 'conditions', false),
  'pkg/kafka/configkafka.ProducerConfig': wordForAcks,
};

export const formOf = (type: string | undefined, node: MapNode): Form =>
  (type === undefined ? undefined : FORMS[type])?.(node) ?? { node, faults: [] };
