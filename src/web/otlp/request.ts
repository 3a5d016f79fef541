import type { Scope } from './encode.ts';

export type Signal = 'traces' | 'logs';

/** A span or a log record that waits, encoded. */
export interface Item {
  readonly signal: Signal;
  readonly scope: Scope;
  readonly json: string;
}

const NAMES = {
  traces: ['resourceSpans', 'scopeSpans', 'spans'],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
} as const;

/** The body of one export: items of one signal, by scope. `resource` is the encoded `Resource` message. */
export const requestOf = (resource: string, items: readonly Item[]): string => {
  const [outer, inner, list] = NAMES[(items[0] as Item).signal];
  const scopes = new Map<string, string[]>();
  const schemas = new Map<string, string | undefined>();
  for (const { scope, json } of items) {
    const { name, version, schemaUrl } = scope;
    const key = JSON.stringify({ name, version });
    const group = `${key},"${list}":[`;
    const known = scopes.get(group);
    if (known) known.push(json);
    else scopes.set(group, [json]);
    schemas.set(group, schemaUrl);
  }
  const groups = [...scopes].map(([group, each]) => {
    const schema = schemas.get(group);
    return `{"scope":${group}${each.join()}]${schema ? `,"schemaUrl":${JSON.stringify(schema)}` : ''}}`;
  });
  return `{"${outer}":[{"resource":${resource},"${inner}":[${groups.join()}]}]}`;
};
