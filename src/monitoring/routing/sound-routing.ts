import { type Document, isMap, isSeq, type Node } from 'yaml';
import { nameOf, type Reader } from '../../core/yaml/read-node.ts';
import { readSound } from '../../core/yaml/read-sound.ts';
import type { Shape } from '../../core/yaml/shape.ts';
import type { Routing } from './routing.ts';
import { routingShape } from './routing-shape.ts';

/** What stands for an entry whose faults are told: nothing can be wrong with it beside them. */
const PLACEHOLDER = {
  teams: { page: [] },
  receivers: { webhook: {} },
  quietHours: { timeZone: 'UTC' },
  inhibit: { while: 'a="b"', mute: 'a="b"' },
  mail: { from: '', server: '' },
} as const;

type Place = keyof typeof PLACEHOLDER;

/** What of an entry can be looked at where the rest of it has a fault. */
const INDEPENDENT: Partial<Record<Place, readonly string[]>> = {
  teams: ['page', 'ticket', 'quietHours'],
  quietHours: ['timeZone'],
};

const itemOf = (name: Place): Shape => {
  const shape = routingShape.entries[name] as Shape;
  return 'item' in shape ? shape.item : shape;
};

/**
 * A file with faults as far as it has none, so that what its parts say of each other is looked at as well; undefined where it
 * has no teams or no receivers.
 */
export const soundRouting = (
  document: Document.Parsed,
  positionOf: Reader['positionOf'],
): Routing | undefined => {
  const nodeOf = (name: string): Node | undefined => document.getIn([name], true) as Node | undefined;
  const partsOf = (name: Place, node: Node | null): object => {
    const shape = itemOf(name);
    if (!isMap(node) || shape.kind !== 'map') return {};
    const parts = (INDEPENDENT[name] ?? []).map((key) => {
      const part = node.get(key, true) as Node | undefined;
      return [key, part && readSound(part, shape.entries[key] as Shape, positionOf)] as const;
    });
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  };
  const soundOr = (name: Place, node: Node | null): unknown =>
    readSound(node, itemOf(name), positionOf) ?? { ...PLACEHOLDER[name], ...partsOf(name, node) };
  const entriesOf = (name: Place): Readonly<Record<string, unknown>> | undefined => {
    const node = nodeOf(name);
    if (!isMap(node)) return undefined;
    return Object.fromEntries(
      node.items.map(({ key, value }) => [nameOf(key), soundOr(name, value as Node | null)]),
    );
  };
  const wholeOf = (name: keyof Routing): unknown =>
    readSound(nodeOf(name), routingShape.entries[name] as Shape, positionOf);

  const [teams, receivers, quietHours] = [
    entriesOf('teams'),
    entriesOf('receivers'),
    entriesOf('quietHours'),
  ];
  if (!teams || !receivers) return undefined;
  const mail = nodeOf('mail');
  const inhibit = nodeOf('inhibit');
  // A name that is none is told of as that, and not as missing.
  const defaultTeam = nodeOf('defaultTeam') && (wholeOf('defaultTeam') ?? Object.keys(teams)[0]);
  const watchdog = nodeOf('watchdog') && wholeOf('watchdog');
  return {
    teams,
    receivers,
    ...(quietHours && { quietHours }),
    ...(mail && { mail: soundOr('mail', mail) }),
    ...(isSeq(inhibit) && { inhibit: inhibit.items.map((item) => soundOr('inhibit', item as Node)) }),
    ...(defaultTeam !== undefined && { defaultTeam }),
    ...(watchdog !== undefined && { watchdog }),
  } as unknown as Routing;
};
