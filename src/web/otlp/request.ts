import type { Scope } from './encode.ts';

export type Signal = 'traces' | 'logs';

/** A span or a log record that waits, encoded. */
export interface Item {
  readonly signal: Signal;
  readonly scope: Scope;
  readonly json: string;
}

/** The body of one export: items of one signal, by scope. `resource` is the encoded `Resource` message. */
export const requestOf = (resource: string, items: readonly Item[]): string => {
  const isTraces = items[0]?.signal === 'traces';
  const kind = isTraces ? 'Spans' : 'Logs';
  const scopes = new Map<string, [end: string, ...items: string[]]>();
  for (const { scope, json } of items) {
    const { name, version, schemaUrl } = scope;
    const start = `{"scope":${JSON.stringify({ name, version })},"${isTraces ? 'spans' : 'logRecords'}":[`;
    const group = scopes.get(start);
    if (group) group.push(json);
    else scopes.set(start, [`]${schemaUrl ? `,"schemaUrl":${JSON.stringify(schemaUrl)}` : ''}}`, json]);
  }
  const groups = [...scopes].map(([start, [end, ...group]]) => start + group + end);
  return `{"resource${kind}":[{"resource":${resource},"scope${kind}":[${groups}]}]}`;
};
