import { context } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { listen } from '../listen.ts';
import { type NoteCall, noteCallIn } from './call-hook.ts';

/** https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md */
interface UndiciRequest {
  readonly origin?: string | URL;
  readonly method?: string;
  readonly path?: string;
}

interface Message {
  readonly request: UndiciRequest;
  readonly response?: { readonly statusCode?: number };
}

const hostOf = (origin: string | URL | undefined): string =>
  URL.canParse(String(origin)) ? new URL(String(origin)).host : '';

/** Notes the calls that `fetch` and undici make. */
export const noteFetches = (): void => {
  const notes = new WeakMap<UndiciRequest, NoteCall>();
  const failed = new WeakSet<UndiciRequest>();
  const on = (event: string, work: (message: Message) => void): void =>
    listen(`undici:request:${event}`, work);
  on('create', ({ request }) => {
    const active = context.active();
    if (isTracingSuppressed(active)) return;
    const { origin, method = 'GET', path = '/' } = request;
    const note = noteCallIn(active, method, hostOf(origin), path);
    if (note) notes.set(request, note);
  });
  on('headers', ({ request, response }) => {
    if ((response?.statusCode ?? 0) >= 400 && notes.has(request)) failed.add(request);
  });
  const end = (request: UndiciRequest, hasFailed: boolean): void => {
    notes.get(request)?.(hasFailed);
    notes.delete(request);
  };
  on('trailers', ({ request }) => end(request, failed.has(request)));
  on('error', ({ request }) => end(request, true));
};
