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

/** Names of the groups in a namespace; undefined where the server does not tell. */
export const groupsThere = async (
  server: Server,
  path: string,
  namespace: string,
): Promise<readonly string[] | undefined> => {
  const answer = await send(server, 'GET', `${path}/${encodeURIComponent(namespace)}`);
  if (answer.status === 404) return [];
  if (answer.status !== 200) return undefined;
  try {
    const groups: unknown = parse(answer.text)?.[namespace];
    return Array.isArray(groups) ? groups.map(({ name }) => String(name)) : undefined;
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
