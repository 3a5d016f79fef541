import type { Redactor } from '../../core/redaction/index.ts';

/** Gives the redactor, which is only made when there is something to redact: it is a large part of what is loaded. */
export type GetRedactor = () => Redactor;

/** Whether the redactor would change an entry of baggage or of a trace's state, as it is or URL-decoded. */
export const isPersonal = (redactor: GetRedactor, key: string, value: string): boolean => {
  const changes = (text: string): boolean => {
    const record = { [key]: text };
    return redactor().attributes(record) !== record;
  };
  if (changes(value)) return true;
  if (!value.includes('%')) return false;
  try {
    return changes(decodeURIComponent(value));
  } catch {
    return false;
  }
};
