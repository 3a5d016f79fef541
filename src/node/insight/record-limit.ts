const MINUTE_MILLIS = 60_000;
/** In a minute, of all kinds together and of one. */
const MAX_RECORDS = 60;
/** Kinds that are told apart in a minute. */
const MAX_KINDS = 1_000;

/** Keeps records from becoming a flood where everything is slow. */
export interface RecordLimit {
  /** How many of the kind were left out since its last record; undefined where this one is left out too. */
  leftOutBefore(kind: string, nowMillis: number): number | undefined;
}

/** One record a minute of a kind, sixty in all. */
export const createRecordLimit = (): RecordLimit => {
  let sinceMillis = Number.NEGATIVE_INFINITY;
  let records = 0;
  let told = new Set<string>();
  let leftOut = new Map<string, number>();
  return {
    leftOutBefore: (kind, nowMillis) => {
      if (nowMillis - sinceMillis >= MINUTE_MILLIS) {
        sinceMillis = nowMillis;
        records = 0;
        told = new Set();
      }
      if (told.has(kind) || records >= MAX_RECORDS) {
        if (leftOut.size >= MAX_KINDS) leftOut = new Map();
        leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
        return undefined;
      }
      records++;
      told.add(kind);
      const before = leftOut.get(kind) ?? 0;
      leftOut.delete(kind);
      return before;
    },
  };
};
