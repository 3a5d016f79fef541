/** FNV-1a, and then murmur's mixing, so that texts that differ little give numbers that differ everywhere. */
const hash32 = (text: string, seed: number): number => {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const SEED_STEP = 0x9e3779b9;

const hex = (text: string, words: number): string =>
  Array.from({ length: words }, (_, index) =>
    hash32(text, Math.imul(index + 1, SEED_STEP))
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** The ids of one case, and the names that the case has for them. */
export interface Ids {
  readonly traces: ReadonlyMap<string, string>;
  readonly spans: ReadonlyMap<string, string>;
  /** What was sent, by trace: the ids of its spans. */
  readonly sent: ReadonlyMap<string, ReadonlySet<string>>;
  traceId(name: string): string;
  spanId(name: string): string;
  add(traceId: string, spanId: string): void;
  /** 0, 1, 2 …: the place of a point in the order in which points are sent. */
  nextPoint(): number;
}

const TRACE_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;

/**
 * The same names give the same ids in every run, so that a sampler decides the same. A name that is an id already is
 * taken as it is.
 */
export const createIds = (seed: string): Ids => {
  const traces = new Map<string, string>();
  const spans = new Map<string, string>();
  const sent = new Map<string, Set<string>>();
  let points = 0;
  const idOf = (name: string, written: RegExp, words: number, kind: string, names: Map<string, string>) => {
    if (written.test(name)) return name;
    const id = hex(`${kind}\n${seed}\n${name}`, words);
    names.set(id, name);
    return id;
  };
  return {
    traces,
    spans,
    sent,
    traceId: (name) => idOf(name, TRACE_ID, 4, 'trace', traces),
    spanId: (name) => idOf(name, SPAN_ID, 2, 'span', spans),
    nextPoint: () => points++,
    add: (traceId, spanId) => {
      const own = sent.get(traceId) ?? new Set();
      sent.set(traceId, own.add(spanId));
    },
  };
};
