import type { AskPrometheus } from '../../../monitoring/index.ts';
import { UsageError } from '../../io.ts';

const ANSWER_MILLIS = 60_000;

interface Answer {
  readonly status?: string;
  readonly data?: unknown;
  readonly error?: string;
}

/** The text of the deepest cause: `fetch failed` alone helps nobody. */
const causeOf = (error: unknown): string => {
  const { cause, message, code } = error as Error & { readonly code?: string };
  return cause ? causeOf(cause) : code ? `${code}: ${message}` : message;
};

/**
 * Asks a Prometheus. The answers reject with an Error where it refuses a query, and with UsageError where there is no
 * Prometheus at the address.
 */
export const createAskPrometheus =
  (address: string): AskPrometheus =>
  async (path, parameters) => {
    const given = new URL(address);
    const base = `${given.origin}${given.pathname.replace(/\/$/, '')}`;
    const credentials = `${decodeURIComponent(given.username)}:${decodeURIComponent(given.password)}`;
    const isGet = path.startsWith('label/');
    const body = new URLSearchParams(parameters);
    const response = await fetch(`${base}/api/v1/${path}${isGet ? `?${body}` : ''}`, {
      ...(!isGet && { method: 'POST', body }),
      headers: given.username
        ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
        : {},
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    }).catch((error: Error) => {
      throw new UsageError(`${base}: no answer (${causeOf(error)}); is Prometheus there?`);
    });
    const text = await response.text();
    let answer: Answer = {};
    try {
      answer = JSON.parse(text) as Answer;
    } catch {
      throw new UsageError(
        `${base}: this is no Prometheus, or it needs credentials (status ${response.status})`,
      );
    }
    if (answer.status === undefined) throw new UsageError(`${base}: this is no Prometheus`);
    if (answer.status !== 'success') throw new Error(answer.error ?? `status ${response.status}`);
    return answer.data;
  };
