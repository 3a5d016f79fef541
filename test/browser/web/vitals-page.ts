// A page whose vitals are measured three times: by us, by web-vitals alone, and from the browser's own entries.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { untilWatched } from './site-suite.ts';

const vitalsAlone = readFileSync(
  join(dirname(createRequire(import.meta.url).resolve('web-vitals')), 'web-vitals.attribution.iife.js'),
  'utf8',
);

type Name = 'lcp' | 'inp' | 'cls' | 'fcp' | 'ttfb';

/** In milliseconds, but CLS. */
export type Vitals = Readonly<Record<Name, number>>;

/** The numbers and texts of what the library says of where each came from. */
export type Attributions = Readonly<Record<Name, Readonly<Record<string, number | string>>>>;

/**
 * Something comes late and moves the text, without anybody's input; a click takes long, and moves it again, which does
 * not count as a shift. https://web.dev/articles/cls and https://web.dev/articles/inp say what does.
 */
export const VITALS_BODY = `<div id="late"></div><h1>Order</h1><p>Some text below it.</p>
<button id="go" onclick="const end = performance.now() + 120; while (performance.now() < end); document.body.prepend('moved')">Go</button>
<script>${vitalsAlone}
globalThis.measured = { alone: {}, attributions: {}, browser: { cls: 0, inp: 0 } };
const keep = () => sessionStorage.setItem('measured', JSON.stringify(measured));
for (const on of ['onLCP', 'onINP', 'onCLS', 'onFCP', 'onTTFB'])
  webVitals[on](({ name, value, attribution }) => {
    measured.alone[name.toLowerCase()] = value;
    measured.attributions[name.toLowerCase()] = Object.fromEntries(
      Object.entries(attribution).filter(([, each]) => /number|string/.test(typeof each)),
    );
    keep();
  });
webVitals.onINP(({ value }) => { measured.isClickSeen = value >= 120; }, { reportAllChanges: true });
const each = (type, use, more) => new PerformanceObserver((list) => { list.getEntries().forEach(use); keep(); }).observe({ type, buffered: true, ...more });
each('layout-shift', ({ value, hadRecentInput }) => {
  if (hadRecentInput) measured.hadShiftOfInput = true;
  else measured.browser.cls += value;
});
each('largest-contentful-paint', ({ startTime }) => { measured.browser.lcp = startTime; });
each('event', ({ interactionId, duration }) => {
  if (interactionId) measured.browser.inp = Math.max(measured.browser.inp, duration);
}, { durationThreshold: 16 });
each('paint', ({ name, startTime }) => {
  if (name !== 'first-contentful-paint') return;
  measured.browser.fcp = startTime;
  document.getElementById('late').style.height = '300px';
});
each('navigation', ({ responseStart }) => { measured.browser.ttfb = responseStart; });
</script>`;

/** Uses the page, and leaves it for another, which has the same storage. */
export const useVitalsPage = async (
  page: Page,
  next: string,
): Promise<{ readonly alone: Vitals; readonly attributions: Attributions; readonly browser: Vitals }> => {
  await untilWatched(page);
  await page.waitForFunction('measured.browser.cls > 0');
  await page.click('#go');
  await page.waitForFunction('measured.hadShiftOfInput && measured.isClickSeen');
  // web-vitals looks at what it has got when the browser is idle, or a second has gone; ours after the one alone.
  await page.evaluate('new Promise((done) => requestIdleCallback(done, { timeout: 5_000 }))');
  await page.goto(next);
  return JSON.parse((await page.evaluate(`sessionStorage.getItem('measured')`)) as string);
};

/** By the path of each navigation and the name of the vital. */
export type SoftVitals = Readonly<Record<string, number>>;

/**
 * Two soft navigations: each shows something else at once, a click in it takes long, and later something moves the
 * text without input. https://developer.chrome.com/docs/web-platform/soft-navigations
 */
export const SOFT_BODY = `<div id="late"></div><main><h1>Here</h1></main>
<button id="one">One</button><button id="two">Two</button><button id="slow">Slow</button>
<script>${vitalsAlone}
globalThis.measured = { alone: {}, browser: {} };
const keep = () => sessionStorage.setItem('measured', JSON.stringify(measured));
for (const on of ['onLCP', 'onINP', 'onCLS', 'onFCP', 'onTTFB'])
  webVitals[on](({ name, value, navigationURL }) => {
    measured.alone[new URL(navigationURL).pathname + ' ' + name.toLowerCase()] = value;
    keep();
  }, { reportSoftNavs: true });
webVitals.onINP(({ navigationURL, value }) => {
  if (value >= 400) measured.slowIn = new URL(navigationURL).pathname;
}, { reportAllChanges: true, reportSoftNavs: true });
let soft;
const tell = (name, value) => {
  if (!soft) return;
  measured.browser[new URL(soft.name).pathname + ' ' + name] = value;
  keep();
};
const each = (type, use, more) => new PerformanceObserver((list) => { list.getEntries().forEach(use); }).observe({ type, ...more });
each('soft-navigation', (entry) => {
  soft = entry;
  tell('fcp', Math.max((entry.presentationTime || entry.paintTime) - entry.startTime, 0));
  tell('ttfb', 0);
  const largest = entry.getLargestInteractionContentfulPaint();
  tell('lcp', largest.largestContentfulPaint.renderTime - entry.startTime);
  measured.soft = new URL(entry.name).pathname;
});
each('layout-shift', ({ value, hadRecentInput }) => {
  if (hadRecentInput || !soft) return;
  measured.movedIn = new URL(soft.name).pathname;
  tell('cls', value);
});
// A click has several events, and takes as long as the longest of them.
const longest = {};
each('event', ({ interactionId, duration, target }) => {
  if (!interactionId || target?.id !== 'slow') return;
  longest[soft.name] = Math.max(longest[soft.name] ?? 0, duration);
  tell('inp', longest[soft.name]);
}, { durationThreshold: 16 });
const go = (path) => {
  history.pushState({}, '', path);
  document.querySelector('main').innerHTML = '<h1>' + path.repeat(20) + '</h1>';
};
one.onclick = () => go('/one');
two.onclick = () => go('/two');
let height = 0;
// Longer than any other click, on whatever machine: to which navigation the one that begins it belongs is not clear.
slow.onclick = () => {
  const end = performance.now() + 400;
  while (performance.now() < end);
  // What moves within half a second of an input is taken for its effect, and does not count.
  setTimeout(() => { late.style.height = (height += 100) + 'px'; }, 700);
};
</script>`;

/** Uses the page, and leaves it for another, which has the same storage. */
export const useSoftPage = async (
  page: Page,
  next: string,
): Promise<{ readonly alone: SoftVitals; readonly browser: SoftVitals }> => {
  await untilWatched(page);
  for (const id of ['one', 'two']) {
    await page.click(`#${id}`);
    await page.waitForFunction(`measured.soft === '/${id}'`);
    await page.click('#slow');
    await page.waitForFunction(`measured.slowIn === '/${id}'`);
    await page.waitForFunction(`measured.movedIn === '/${id}'`);
  }
  await page.goto(next);
  return JSON.parse((await page.evaluate(`sessionStorage.getItem('measured')`)) as string);
};
