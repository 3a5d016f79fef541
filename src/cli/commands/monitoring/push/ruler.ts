// The API of the rulers of Mimir and Cortex: https://grafana.com/docs/mimir/latest/references/http-api/#set-rule-group
import { parse, stringify } from 'yaml';
import type { RuleGroup } from '../../../../monitoring/index.ts';
import { complaint, type Server, send } from './server.ts';

/** The prefix of Mimir; Grafana Cloud has `/api/prom`. */
export const RULES_PATH = '/prometheus/config/v1/rules';

/** Makes a group of rules or replaces the one of its name. The answer says what went wrong. */
export const pushRules = async (
  server: Server,
  path: string,
  namespace: string,
  { group }: RuleGroup,
): Promise<string | undefined> => {
  const text = stringify(group, { lineWidth: 0, aliasDuplicateObjects: false });
  const answer = await send(server, 'POST', `${path}/${encodeURIComponent(namespace)}`, {
    type: 'application/yaml',
    text,
  });
  return answer.status >= 200 && answer.status < 300 ? undefined : complaint(answer);
};

/** Groups by their namespaces. */
export type RulesThere = Readonly<Record<string, readonly object[]>>;

const isGroups = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.every((group) => typeof group === 'object' && group !== null);

/** What a tenant has; undefined where the server does not tell. */
export const rulesThere = async (server: Server, path: string): Promise<RulesThere | undefined> => {
  const answer = await send(server, 'GET', path);
  if (answer.status === 404) return {};
  if (answer.status !== 200) return undefined;
  try {
    const namespaces: unknown = parse(answer.text) ?? {};
    const isKnown = typeof namespaces === 'object' && Object.values(namespaces as object).every(isGroups);
    return isKnown ? (namespaces as RulesThere) : undefined;
  } catch {
    return undefined;
  }
};

/** Removes a group of rules. The answer says what went wrong. */
export const removeRules = async (
  server: Server,
  path: string,
  namespace: string,
  name: string,
): Promise<string | undefined> => {
  const answer = await send(
    server,
    'DELETE',
    `${path}/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
  );
  return answer.status >= 200 && answer.status < 300 ? undefined : complaint(answer);
};
