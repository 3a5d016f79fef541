import type { Feature } from '../feature.ts';
import { guard } from '../guard.ts';
import { beginRequest, type TrackedRequest } from './request.ts';

/** `XMLHttpRequest`, from `send` to the end of the answer. */
export const xhrRequests: Feature = (web) => {
  const prototype = globalThis.XMLHttpRequest?.prototype;
  const opened = new WeakMap<XMLHttpRequest, () => TrackedRequest | undefined>();
  const before = (key: 'open' | 'send', look: (xhr: XMLHttpRequest, args: unknown[]) => void): void => {
    const safe = guard(look);
    web.patch(
      prototype,
      key,
      (original) =>
        function (this: XMLHttpRequest, ...args: unknown[]) {
          safe(this, args);
          return Reflect.apply(original, this, args);
        } as typeof original,
    );
  };
  before('open', (xhr, [method, url]) =>
    opened.set(xhr, () => beginRequest(web, String(method), String(url))),
  );
  before('send', (xhr) => {
    const tracked = opened.get(xhr)?.();
    if (!tracked) return;
    if (tracked.traceparent) xhr.setRequestHeader('traceparent', tracked.traceparent);
    xhr.addEventListener('loadend', () => tracked.end(xhr.status, 'error'), { once: true });
  });
};
