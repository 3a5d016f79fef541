/** A mark of a key or a rule, as this project writes it, and nothing else. */
const MARK = /^(?:REDACTED|\[REDACTED:[a-z0-9-]{1,64}\]|\[HASHED:[a-z0-9-]{1,64}_[0-9a-f]{16}\])$/;

/** Whether nothing is left to do, because it has been done. */
export const isMark = (value: string): boolean => value.length <= 96 && MARK.test(value);
