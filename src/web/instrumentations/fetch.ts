import type { Feature } from '../feature.ts';
import { beginRequest, type TrackedRequest } from './request.ts';

/** `fetch`: the span ends with the headers of the answer, and no body is read. */
export const fetchRequests: Feature = (web) =>
  web.patch(globalThis, 'fetch', (original) => (input, init) => {
    let tracked: TrackedRequest | undefined;
    let given = init;
    try {
      const request = input instanceof Request ? input : undefined;
      tracked = beginRequest(web, init?.method ?? request?.method ?? 'GET', request?.url ?? String(input));
      if (tracked?.traceparent) {
        const headers = new Headers(init?.headers ?? request?.headers);
        headers.set('traceparent', tracked.traceparent);
        given = { ...init, headers };
      }
    } catch {
      // What the page asks for is the browser's to refuse.
    }
    const answer = original(input, given);
    if (tracked) {
      const { end } = tracked;
      answer.then(
        ({ status }) => end(status),
        (error) => end(0, String(error?.name)),
      );
    }
    return answer;
  });
