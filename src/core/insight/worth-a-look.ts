/** More than anybody reads on a page; a list that grows has more one day. */
export const LARGE_RESULT_ROWS = 1_000;

/** Of a transaction. */
export const BEGIN = /^\s*(?:begin|start\s+transaction)\b/i;
