import type { Feature, Web } from '../feature.ts';

/** So many clicks on one element in a second are angry ones. */
const RAGE_CLICKS = 3;
const RAGE_MILLIS = 1_000;

/** A click that nothing came of within this time is a dead one. */
const EFFECT_MILLIS = 1_000;

/** What promises that something will happen. */
const CLICKABLE = 'a[href],button,[role=button],[role=link],[type=submit],[type=button]';

/** What happens outside of the page. */
const LEAVES = '[target=_blank],[download],[href*=":"]:not([href^=http])';

/** What says which element it is and nothing about who uses it: no text, and no value. */
const nameOf = (element: Element): string => {
  const { id, localName } = element;
  const label = element.closest('[data-action]')?.getAttribute('data-action') ?? id;
  return localName + (label && `#${label}`);
};

/** Looks whether the page answers a click: with a change, a request, an error or at least a selection. */
const watch = (web: Web, element: Element, name: string): void => {
  const { view } = web;
  const { id, errors } = view;
  let hadEffect = false;
  const observer = new MutationObserver(() => {
    hadEffect = true;
    observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  web.activities.begin(
    'click',
    { 'browser.element': name },
    {
      isCandidate: true,
      onEnd: (isOwner) => {
        hadEffect ||= isOwner;
      },
    },
  );
  const { href } = location;
  const top = scrollY;
  setTimeout(() => {
    observer.disconnect();
    isWatching = false;
    if (view.errors > errors && view.id === id) frustrated(web, 'error', name);
    else if (
      !hadEffect &&
      element.matches(`:is(${CLICKABLE}):not(${LEAVES}, :disabled)`) &&
      location.href === href &&
      scrollY === top &&
      !document.hidden
    )
      frustrated(web, 'dead', name);
  }, EFFECT_MILLIS);
};

const frustrated = (web: Web, type: string, name: string): void => {
  web.view.frustrations++;
  web.event('browser.frustration', { '.type': type, 'browser.element': name });
};

let isWatching = false;

/** Clicks: the activities that they begin, and those that annoy. */
export const clicks: Feature = (web) => {
  let last: Element | undefined;
  let times: number[] = [];
  web.on<MouseEvent>('click', ({ target, timeStamp }) => {
    if (!(target instanceof Element)) return;
    const element = target.closest(CLICKABLE) ?? target;
    const name = nameOf(element);
    web.view.actions++;
    web.breadcrumb(`click ${name}`);
    times = (element === last ? times : [])
      .filter((time) => timeStamp - time < RAGE_MILLIS)
      .concat(timeStamp);
    last = element;
    if (times.length === RAGE_CLICKS) frustrated(web, 'rage', name);
    // One at a time: a page may be clicked ten thousand times.
    if (isWatching) return;
    isWatching = true;
    watch(web, element, name);
  });
};
