import { guard } from '../../web/guard.ts';
import { NOT_FOUND, nameView } from './view.ts';

/** What `matchRoutes` answers, and the state of a data router has. */
export interface ReactRouterMatch {
  readonly pathname: string;
  readonly route: { readonly path?: string | undefined };
}

/** What `createBrowserRouter`, `createHashRouter` and `createMemoryRouter` of React Router 6.4 and later return. */
export interface ReactRouter {
  readonly state: ReactRouterState;
  subscribe(listener: (state: ReactRouterState) => void): () => void;
}

interface ReactRouterState {
  readonly matches: readonly ReactRouterMatch[];
  readonly navigation: { readonly state: string };
}

/** The pattern of the routes that match, such as `/orders/:id`; `/*` where none does. */
export const reactRouterTemplate = (matches: readonly ReactRouterMatch[] | null): string => {
  // A router that finds no route shows the root's error, as a match of no path.
  if (!matches?.at(-1)?.pathname) return NOT_FOUND;
  let template = '';
  for (const { route } of matches) {
    const { path = '' } = route;
    // An absolute path has its parents' in it.
    template = path.startsWith('/') ? path : `${template}/${path}`;
  }
  return `/${template}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
};

/** Names views by the routes of a data router, from now on. The answer ends it. */
export const watchReactRouter = (router: ReactRouter): (() => void) => {
  const look = guard(({ matches, navigation }: ReactRouterState): void => {
    // While loaders run the URL may be the next one already, but the matches are those before.
    if (navigation.state === 'idle') nameView(reactRouterTemplate(matches));
  });
  look(router.state);
  return router.subscribe(look);
};
