// Grafana's API of dashboards and folders, the one that all versions from 9 to 13 have:
// https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/dashboard/
import type { Audience } from '../../../../monitoring/dashboard.ts';
import { UsageError } from '../../../io.ts';
import { complaint, type Server, send } from './server.ts';

/** The data sources that the dashboards name, by uid. */
const DATA_SOURCES = ['prometheus', 'jaeger', 'loki'];

const json = (value: object) => ({ type: 'application/json', text: JSON.stringify(value) });

/** Those that the server has not; panels that ask them would stay empty. */
export const missingDataSources = async (server: Server): Promise<readonly string[]> => {
  const missing: string[] = [];
  for (const uid of DATA_SOURCES) {
    const answer = await send(server, 'GET', `/api/datasources/uid/${uid}`);
    if (answer.status === 404) missing.push(uid);
    else if (answer.status === 401) throw new UsageError(`${server.url}: ${complaint(answer)}`);
    // Who may write dashboards need not be allowed to look at data sources.
  }
  return missing;
};

/**
 * Makes the folder of an audience where it is not there.
 * @returns its uid
 * @throws UsageError where Grafana refuses
 */
export const ensureFolder = async (server: Server, audience: Audience): Promise<string> => {
  const uid = `binnacle-${audience}`;
  const there = await send(server, 'GET', `/api/folders/${uid}`);
  if (there.status === 200) return uid;
  if (there.status !== 404) throw new UsageError(`${server.url}: ${complaint(there)}`);
  const made = await send(server, 'POST', '/api/folders', json({ uid, title: audience }));
  // 409 and 412: somebody made it in between.
  if (made.status !== 200 && made.status !== 409 && made.status !== 412)
    throw new UsageError(`${server.url}: folder ${audience}: ${complaint(made)}`);
  return uid;
};

/** Makes a dashboard or replaces the one with its uid. The answer says what went wrong. */
export const pushDashboard = async (
  server: Server,
  model: object,
  folderUid: string,
  message: string,
): Promise<string | undefined> => {
  const body = { dashboard: { ...model, id: null }, folderUid, overwrite: true, message };
  const answer = await send(server, 'POST', '/api/dashboards/db', json(body));
  return answer.status === 200 ? undefined : complaint(answer);
};
