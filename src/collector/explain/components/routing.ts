import { isRecord, type Settings } from '../effective.ts';
import { type ComponentWords, get, listText, recordsOf, textAt } from '../words.ts';

const textsAt = (settings: Settings, path: string): readonly string[] => {
  const value = get(settings, path);
  return Array.isArray(value) ? value.map(String) : [];
};

/** What a route is for: a condition, or a statement such as `route() where …`. */
const conditionOf = (route: Settings): string =>
  textAt(route, 'condition') ||
  textAt(route, 'statement')
    .replace(/^\s*route\(\)\s*where\s*/, '')
    .trim();

const wordsOf = (route: Settings, records: string, fallback: readonly string[]): string => {
  const context = textAt(route, 'context') || 'resource';
  const own = textsAt(route, 'pipelines');
  const into = own.length > 0 ? own : fallback;
  const verb = textAt(route, 'action') === 'copy' ? 'copies' : 'moves';
  const to = into.length > 0 ? `to ${listText(into)}` : 'nowhere';
  const what = context === 'resource' ? `all ${records} of a resource` : `each ${context}`;
  return `${verb} ${what} ${to} where ${conditionOf(route) || 'nothing is asked'}`;
};

export const component: ComponentWords = {
  type: 'routing',
  connectors: ({ settings, signal }) => {
    const table = get(settings, 'table');
    const routes = (Array.isArray(table) ? table : []).filter(isRecord);
    const rest = textsAt(settings, 'default_pipelines');
    const records = recordsOf(signal);
    const last = rest.length > 0 ? [`moves what no route is for to ${listText(rest)}`] : [];
    return {
      does: [
        `asks ${routes.length === 1 ? 'one route' : `${routes.length} routes`} in order; what one moves, the next ones do not see`,
        ...routes.map((route) => wordsOf(route, records, rest)),
        ...last,
      ],
      drops: [
        ...(rest.length > 0
          ? []
          : [`${records} that no route is for, because there are no default_pipelines`]),
        ...(textAt(settings, 'error_mode') === 'ignore'
          ? []
          : ['a batch for which a condition fails, unless error_mode is ignore']),
      ],
    };
  },
};
