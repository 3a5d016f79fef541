// The address is in the hash, so that a trace can be linked: #/traces/<id>, #/traces?service=web&status=error
import { useEffect, useState } from 'preact/hooks';

export const VIEWS = ['endpoints', 'traces', 'logs', 'errors'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  readonly view: View;
  /** The trace that is open; empty for a list. */
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const parseRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name, id = ''] = path.split('/');
  const view = VIEWS.find((known) => known === name) ?? 'endpoints';
  return { view, id, parameters: Object.fromEntries(new URLSearchParams(query)) };
};

export const hrefOf = (view: View, parameters: Readonly<Record<string, string>> = {}, id = ''): string => {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return `#/${view}${id && `/${id}`}${query && `?${query}`}`;
};

/** Changes the filters of the current list without a new entry in the history. */
export const replaceParameters = (route: Route, parameters: Readonly<Record<string, string>>): void => {
  location.replace(hrefOf(route.view, { ...route.parameters, ...parameters }, route.id));
};

export const useRoute = (): Route => {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const update = (): void => setHash(location.hash);
    addEventListener('hashchange', update);
    // It may have changed between the first drawing and now.
    update();
    return () => removeEventListener('hashchange', update);
  }, []);
  return parseRoute(hash);
};
