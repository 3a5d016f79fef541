import { type ConfigNode, valueAt } from '../../document/node.ts';
import { parseGoDuration } from '../../go/duration.ts';
import { parseId } from '../../id.ts';

const NANOS_PER_MILLI = 1e6;

/** A component that holds data back for a while. */
interface Stage {
  /** Of the component, without its underscores: former names have none. */
  readonly type: string;
  readonly path: readonly string[];
  /** Where the configuration does not say, as the component has it. */
  readonly defaultMillis: number;
  /** What a case takes instead of anything longer. */
  readonly shortMillis: number;
  /** How long data may take to come out, where the component is set to `millis`. */
  settle(millis: number): number;
}

/** Tail sampling decides once a second: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor */
const TICK_MILLIS = 1_000;

const twice = (millis: number): number => 2 * millis;

const STAGES: readonly Stage[] = [
  {
    type: 'tailsampling',
    path: ['decision_wait'],
    defaultMillis: 30_000,
    shortMillis: TICK_MILLIS,
    settle: (millis) => Math.max(TICK_MILLIS, millis) + 1.5 * TICK_MILLIS,
  },
  {
    type: 'spanmetrics',
    path: ['metrics_flush_interval'],
    defaultMillis: 60_000,
    shortMillis: 200,
    settle: twice,
  },
  {
    type: 'servicegraph',
    path: ['metrics_flush_interval'],
    defaultMillis: 60_000,
    shortMillis: 200,
    settle: twice,
  },
  { type: 'servicegraph', path: ['store', 'ttl'], defaultMillis: 2_000, shortMillis: 500, settle: twice },
  { type: 'interval', path: ['interval'], defaultMillis: 60_000, shortMillis: 200, settle: twice },
  { type: 'groupbytrace', path: ['wait_duration'], defaultMillis: 1_000, shortMillis: 200, settle: twice },
  { type: 'logdedup', path: ['interval'], defaultMillis: 10_000, shortMillis: 200, settle: twice },
  { type: 'batch', path: ['timeout'], defaultMillis: 200, shortMillis: 50, settle: twice },
];

/** A time of a component, and what a case makes of it. */
export interface Wait {
  readonly kind: 'processors' | 'connectors';
  readonly id: string;
  readonly path: readonly string[];
  readonly beforeMillis: number;
  readonly afterMillis: number;
  readonly settleMillis: number;
}

/** The times of a component; `isKept` leaves them as they are. */
export const waitsOf = (
  kind: Wait['kind'],
  id: string,
  node: ConfigNode | undefined,
  isKept: boolean,
): readonly Wait[] => {
  const type = parseId(id)?.type.replaceAll('_', '') ?? '';
  return STAGES.filter((stage) => stage.type === type).map(({ path, defaultMillis, shortMillis, settle }) => {
    const value = valueAt(node, path);
    const written = value?.kind === 'scalar' ? parseGoDuration(String(value.value)) : undefined;
    const beforeMillis = written === undefined ? defaultMillis : written / NANOS_PER_MILLI;
    const afterMillis = isKept ? beforeMillis : Math.min(beforeMillis, shortMillis);
    return { kind, id, path, beforeMillis, afterMillis, settleMillis: settle(afterMillis) };
  });
};
