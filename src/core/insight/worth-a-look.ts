/** More than anybody reads on a page; a list that grows has more one day. */
export const LARGE_RESULT_ROWS = 1_000;

/** What queries of a fault take together, at least; no fault of queries may ask for less, but for one that reads too much. */
export const LEAST_TOTAL_MILLIS = 50;

/** Of a transaction. */
export const BEGIN = /^\s*(?:begin|start\s+transaction)\b/i;
