import { parse, stringify } from 'yaml';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  findComponent,
} from '../../../src/collector/schema/schema.ts';
import { SIGNALS } from '../../../src/collector/topology.ts';

type Configuration = Record<string, Record<string, unknown>>;
type Pipelines = Record<string, { receivers: string[]; processors?: string[]; exporters: string[] }>;

const SOURCE = 'otlp/source';
const SINK = 'nop/sink';

const pipelinesOf = (kind: string, id: string, supported: readonly string[]): Pipelines => {
  if (kind === 'connectors') {
    const pairs = supported.map((each) => each.split('_to_') as [string, string]);
    return Object.fromEntries(
      pairs.flatMap(([from, to]) => [
        [`${from}/in`, { receivers: [SOURCE], exporters: [id] }],
        [`${to}/out`, { receivers: [id], exporters: [SINK] }],
      ]),
    );
  }
  const signals = SIGNALS.filter((signal) => supported.includes(signal));
  return Object.fromEntries(
    signals.map((signal) => [
      signal,
      {
        receivers: kind === 'receivers' ? [id] : [SOURCE],
        ...(kind === 'processors' ? { processors: [id] } : {}),
        exporters: kind === 'exporters' ? [id] : [SINK],
      },
    ]),
  );
};

/** A configuration around one component, which uses it for every signal that it supports. */
export const complete = (example: string, schema: CollectorSchema): string => {
  const given = parse(example) as Configuration;
  const kind = COMPONENT_KINDS.find((each) => given[each]);
  const [id] = Object.keys(kind ? (given[kind] ?? {}) : {});
  const component =
    kind && id !== undefined ? findComponent(schema, kind, id.split('/')[0] as string) : undefined;
  const isExtension = kind === 'extensions' && id !== undefined;
  const pipelines =
    kind && id !== undefined && !isExtension
      ? pipelinesOf(kind, id, Object.keys(component?.stability ?? {}))
      : pipelinesOf('', '', ['traces']);
  return stringify({
    ...given,
    receivers: { ...given.receivers, [SOURCE]: { protocols: { http: { endpoint: 'localhost:14318' } } } },
    exporters: { ...given.exporters, [SINK]: {} },
    service: { pipelines, ...given.service, ...(isExtension ? { extensions: [id] } : {}) },
  });
};
