import type { Feature } from '../feature.ts';
import { createView } from '../view.ts';

/** A view that takes longer to load is no success. */
const VIEW_BUDGET_MILLIS = 4_000;

interface Navigation extends EventTarget {
  readonly currentEntry?: unknown;
}

/** Not every browser says it. */
type Connected = Navigator & {
  readonly connection?: { readonly type?: string; readonly effectiveType?: string };
};

/** What makes another view: the path, and a fragment that a router uses as one. */
const routeOf = ({ pathname, hash }: Location): string => pathname + (/^#!?\//.test(hash) ? hash : '');

/** Views: the document's first, and one for each change of route. */
export const views: Feature = (web) =>
  web.defer(() => {
    const { view, clock, activities, options } = web;
    const page = globalThis.document;
    if (!page) return;
    // A router may have been quicker.
    view.url = location.href;
    let route = routeOf(location);

    const begin = (type: string, previous: string): void => {
      web.event('browser.navigation', {
        'url.full': view.url,
        '.type': type,
        '.previous.url': previous,
        '.viewport.width': innerWidth,
        '.viewport.height': innerHeight,
        '.visibility': page.visibilityState,
        '.connection.type': (navigator as Connected).connection?.effectiveType,
        '.network.type': (navigator as Connected).connection?.type,
      });
    };
    const end = (): void => {
      web.event('browser.view', {
        '.duration': clock.now() - view.start,
        '.errors': view.errors,
        '.actions': view.actions,
        '.frustrations': view.frustrations,
        '.abandoned': view.loadMillis === undefined,
        // Not so where nothing is known: no number is below a budget then.
        '.success':
          (view.loadMillis as number) <= (options.viewBudgetMillis ?? VIEW_BUDGET_MILLIS) && !view.errors,
        '.load': view.loadMillis,
      });
    };
    const loaded = (): void => {
      view.loadMillis ??= clock.now() - view.start;
    };
    const change = (type: string, isBack?: boolean): void => {
      const previous = view.url;
      const isView = isBack || routeOf(location) !== route;
      // What is back has ended when it went.
      if (isView && !isBack) end();
      view.url = location.href;
      if (!isView) return;
      route = routeOf(location);
      const action = activities.current;
      // What the user did has had this effect, and the route owns what comes of it.
      action?.hold()();
      // What ends here was of the view before.
      activities.end();
      Object.assign(view, createView(clock.now()));
      activities.begin(
        'routeChange',
        { 'url.full': view.url },
        { parent: action?.span.spanContext(), onEnd: loaded },
      );
      web.breadcrumb(`view ${route}`);
      begin(type, previous);
    };

    const { navigation } = globalThis as { navigation?: Navigation };
    if (navigation)
      web.on<Event & { navigationType?: string }>(
        'currententrychange',
        ({ navigationType }) => change(navigationType ?? 'update'),
        navigation,
      );
    else {
      for (const key of ['pushState', 'replaceState'] as const)
        web.patch(
          globalThis.History?.prototype,
          key,
          (original) =>
            function (this: History, ...args) {
              Reflect.apply(original, this, args);
              change(key.slice(0, -5));
            },
        );
      web.on('popstate', () => change('traverse'));
    }
    if (page.readyState === 'complete') loaded();
    web.on('load', loaded);
    web.on('pagehide', end);
    // Back from the back-forward cache: the same document, seen anew.
    web.on<PageTransitionEvent>('pageshow', ({ persisted }) => {
      if (persisted) change('back_forward_cache', true);
    });
    web.on('prerenderingchange', () => {
      // Nobody has waited for what was there before.
      view.start = clock.now();
      view.loadMillis &&= 0;
      begin('load', page.referrer);
    });
    if (!page.prerendering) begin('load', page.referrer);
  });
