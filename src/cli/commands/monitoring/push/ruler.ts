// The API of the rulers of Mimir and Cortex: https://grafana.com/docs/mimir/latest/references/http-api/#set-rule-group
import { stringify } from 'yaml';
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
