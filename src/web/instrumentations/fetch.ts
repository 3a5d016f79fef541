import type { Feature } from '../feature.ts';
import { beginRequest, type TrackedRequest } from './request.ts';

/** `fetch`: the span ends with the headers of the answer, and no body is read. */
export const fetchRequests: Feature = (web) =>
  web.patch(globalThis, 'fetch', (original) => (input, init) => {
    let tracked: TrackedRequest | undefined;
    let given = init;
    try {
      // Of a `Request`; a text and a `URL` have none of these.
      const { method = 'GET', url = String(input), headers: own } = input as Partial<Request>;
      tracked = beginRequest(web, init?.method ?? method, url);
      if (tracked?.traceparent) {
        const headers = new Headers(init?.headers ?? own);
        headers.set('traceparent', tracked.traceparent);
        const all: Record<string, unknown> = { headers };
        // What is inherited too, as that of a `Request` is.
        for (const key in init) all[key] ??= init[key as keyof RequestInit];
        given = all;
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
