import type { Node } from 'yaml';
import { type Fault, type Position, parseYaml, START } from '../../core/yaml/parse.ts';
import {
  fail,
  type Reader,
  readChoice,
  readList,
  readMap,
  readNumber,
  readText,
  type Value,
} from '../../core/yaml/read-node.ts';
import { NO_TEMPLATE } from './no-template.ts';
import { readIndicator } from './read-indicator.ts';
import { type IdPlaces, readId, readObjective } from './read-objective.ts';
import type { Slo } from './slo.ts';
import { SLO_WINDOWS } from './windows.ts';

export interface ParsedSlos {
  /** Undefined where the file cannot be used. */
  readonly slos: readonly Slo[] | undefined;
  readonly faults: readonly Fault[];
  /** Where each id stands, also where something else is wrong. */
  readonly ids: ReadonlyMap<string, Position>;
}

const REQUIRED = ['id', 'service', 'owner', 'objective', 'window', 'indicator'] as const;
const KNOWN = [...REQUIRED, 'description', 'minBadEvents'];

const readMinBadEvents = (reader: Reader, value: Value | undefined): number | undefined => {
  const expected = 'a whole number from 2, such as 10';
  const count = readNumber(reader, value, expected);
  if (count === undefined || !value) return undefined;
  return Number.isSafeInteger(count) && count >= 2
    ? count
    : fail(reader, value, `${count} is not accepted; expected ${expected}`);
};

const readSlo = (reader: Reader, value: Value, ids: IdPlaces): Slo | undefined => {
  const entries = readMap(reader, value, { known: KNOWN, required: REQUIRED });
  if (!entries) return undefined;
  const id = readId(reader, entries.get('id'), ids);
  const service = readText(
    reader,
    entries.get('service'),
    'the label job of the service, such as shop/orders',
    NO_TEMPLATE,
  );
  const owner = readText(reader, entries.get('owner'), 'a team such as payments', /^[\w.@/-]+$/);
  const description = readText(reader, entries.get('description'), 'a text without {{', NO_TEMPLATE);
  const window = readChoice(reader, entries.get('window'), SLO_WINDOWS);
  const objective = readObjective(reader, entries.get('objective'), window);
  const minBadEvents = readMinBadEvents(reader, entries.get('minBadEvents'));
  const indicator = readIndicator(reader, entries.get('indicator'));
  if (!id || !service || !owner || !window || objective === undefined || !indicator) return undefined;
  return {
    id,
    service,
    owner,
    objective,
    window,
    indicator,
    ...(description !== undefined && { description }),
    ...(minBadEvents !== undefined && { minBadEvents }),
  };
};

/**
 * Reads a file of objectives, YAML or JSON. Strict: what is not known, missing or wrong is a fault, every one is told with
 * its place, and a file with a fault is not used at all. An empty list is no fault: somebody has removed the last one.
 */
export const parseSlos = (text: string): ParsedSlos => {
  const { document, faults: syntaxFaults, positionOf } = parseYaml(text);
  if (syntaxFaults.length > 0) return { slos: undefined, faults: syntaxFaults, ids: new Map() };
  if (!document?.contents)
    return {
      slos: undefined,
      faults: [{ ...START, message: 'is empty; expected "slos" with a list of objectives' }],
      ids: new Map(),
    };
  const reader: Reader = { positionOf, faults: [] };
  const entries = readMap(
    reader,
    { node: document.contents as Node, path: '' },
    { known: ['slos'], required: ['slos'] },
  );
  const list = entries?.get('slos');
  const items = list && readList(reader, list, 'a list of objectives');
  const ids: IdPlaces = new Map();
  const slos = (items ?? []).flatMap((item) => readSlo(reader, item, ids) ?? []);
  const faults = reader.faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { slos: faults.length > 0 ? undefined : slos, faults, ids };
};
