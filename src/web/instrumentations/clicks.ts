import type { Feature } from '../feature.ts';
import type { Activity } from '../tracing/activities.ts';

/** So many clicks on one element in a second are angry ones. */
const RAGE_CLICKS = 3;
const RAGE_MILLIS = 1_000;

/** A click that nothing came of within this time is a dead one. */
const EFFECT_MILLIS = 1_000;

/** What promises that something will happen. */
const CLICKABLE = 'a[href],button,[role=button],[role=link],[type=submit],[type=button]';

/** What happens outside of the page, or where no change of it shows that. */
const LEAVES = '[target=_blank],[download],[href*=":"]:not([href^=http]),[popovertarget],[commandfor]';

/** Clicks: the activities that they begin, and those that annoy. */
export const clicks: Feature = (web) => {
  let last: Element | undefined;
  let activity: Activity | undefined;
  let times: number[] = [];
  /** What was selected by the first of them. */
  let before = '';
  let isWatching = false;
  /** Something came of the click that is watched, or of one right behind it. */
  let hadEffect = false;
  const { view } = web;

  const frustrated = (type: string, name: string): void => {
    view.frustrations++;
    web.event('browser.frustration', { '.type': type, 'browser.element': name });
  };

  /** Looks whether the page answers a click: with a change, a request, an error or at least a move. */
  const watch = (element: Element, name: string): void => {
    isWatching = true;
    hadEffect = false;
    const { id, errors } = view;
    const observer = new MutationObserver(() => {
      hadEffect = true;
      observer.disconnect();
    });
    const observe = (root: Document | ShadowRoot): void => {
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) observe(shadowRoot);
    };
    observe(document);
    const place = (): string => location.href + scrollY;
    const start = place();
    setTimeout(() => {
      observer.disconnect();
      isWatching = false;
      if (view.errors > errors && view.id === id) frustrated('error', name);
      else if (
        !hadEffect &&
        element.matches(`:is(${CLICKABLE}):not(${LEAVES}, :disabled)`) &&
        place() === start &&
        !document.hidden
      )
        frustrated('dead', name);
    }, EFFECT_MILLIS);
  };

  web.on<MouseEvent>('click', (event) => {
    // Elements in shadow roots too, of which the event has but the host.
    const path = event.composedPath().filter((each) => each instanceof Element);
    const element = path.find((each) => each.matches(CLICKABLE)) ?? path[0];
    if (!element) return;
    const label = element.closest('[data-action]')?.getAttribute('data-action') ?? element.id;
    // What says which element it is and nothing about who uses it: no text, and no value.
    const name = element.localName + (label && `#${label}`);
    view.actions++;
    web.breadcrumb(`click ${name}`);
    // A page may be clicked ten thousand times: what such clicks lead to belongs to the first of them.
    if (element !== last || !isWatching || web.activities.current !== activity)
      activity = web.activities.begin(
        'click',
        { 'browser.element': name },
        {
          isCandidate: true,
          onEnd: (isOwner) => {
            hadEffect ||= isOwner;
          },
        },
      );
    times = (element === last ? times : [])
      .filter((time) => event.timeStamp - time < RAGE_MILLIS)
      .concat(event.timeStamp);
    last = element;
    const selected = `${getSelection()}`;
    if (times.length < 2) before = selected;
    // Three clicks on a text select it.
    if (times.length === RAGE_CLICKS && selected === before) frustrated('rage', name);
    // One at a time.
    if (!isWatching) watch(element, name);
  });
};
