import { guard } from '../../web/guard.ts';
import { NOT_FOUND, nameView } from './view.ts';

interface Match {
  readonly fullPath: string;
  /** Of the match that shows that nothing was found. */
  readonly _notFound?: boolean | undefined;
  readonly globalNotFound?: boolean | undefined;
}

/** What `createRouter` of `@tanstack/react-router` returns. */
export interface TanStackRouter {
  readonly latestLocation: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the router's own types depend on the application's routes
  matchRoutes(location: any): readonly unknown[];
  subscribe(event: 'onBeforeLoad', listener: () => void): () => void;
}

/** Names views by the routes of TanStack Router, such as `/orders/$id`, from now on. The answer ends it. */
export const watchTanStackRouter = (router: TanStackRouter): (() => void) => {
  const look = guard((): void => {
    const matches = router.matchRoutes(router.latestLocation) as readonly Match[];
    const isFound = !matches.some(({ _notFound, globalNotFound }) => _notFound || globalNotFound);
    nameView((isFound && matches.at(-1)?.fullPath.replace(/(.)\/$/, '$1')) || NOT_FOUND);
  });
  look();
  return router.subscribe('onBeforeLoad', look);
};
