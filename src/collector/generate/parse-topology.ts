import type { Node } from 'yaml';
import type { PresetId } from '../../core/redaction/policy.ts';
import { type Fault, parseYaml, START } from '../../core/yaml/parse.ts';
import { readValue } from '../../core/yaml/read-value.ts';
import { checkTopology } from './check-topology.ts';
import type { Topology } from './topology.ts';
import { topologyShape } from './topology-shape.ts';

export interface ParsedTopology {
  /** Undefined where the file cannot be used. */
  readonly topology: Topology | undefined;
  readonly faults: readonly Fault[];
}

type FileTopology = Omit<Topology, 'redaction'> & { readonly redaction?: PresetId | 'none' };

const withPolicy = ({ redaction, ...rest }: FileTopology): Topology => ({
  ...rest,
  ...(redaction !== undefined && { redaction: redaction === 'none' ? redaction : { preset: redaction } }),
});

/** Reads a topology file, YAML or JSON. Strict: an unknown key or a value that cannot be is a fault, with its place. */
export const parseTopology = (text: string): ParsedTopology => {
  const { document, faults: syntaxFaults, positionOf } = parseYaml(text);
  if (syntaxFaults.length > 0) return { topology: undefined, faults: syntaxFaults };
  if (!document?.contents)
    return {
      topology: undefined,
      faults: [{ ...START, message: 'is empty; expected at least topology and backends' }],
    };
  const faults: Fault[] = [];
  const read = readValue(document.contents as Node, topologyShape, '', { positionOf, faults });
  if (faults.length > 0 || read === undefined) return { topology: undefined, faults };
  const topology = withPolicy(read as FileTopology);
  /** The nearest place that is in the file. */
  const placeOf = (path: readonly (string | number)[]) => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node) return positionOf(node as never);
    }
    return START;
  };
  for (const { path, message } of checkTopology(topology)) {
    const shown = path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('')
      .slice(1);
    faults.push({ ...placeOf(path), message: `${shown}: ${message}` });
  }
  return { topology: faults.length > 0 ? undefined : topology, faults };
};
