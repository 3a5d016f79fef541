import type { ExportResponse, IExporterTransport } from '@opentelemetry/otlp-exporter-base';
import { atMost, isHurried, onHurry } from './hurry.ts';

/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const MAX_RETRIES = 5;
const FIRST_WAIT_MILLIS = 1_000;
const LONGEST_WAIT_MILLIS = 5_000;
const WAIT_GROWTH = 1.5;

/** Each wait is up to this share longer or shorter, so that the services of a Collector do not all come back at once. */
const JITTER = 0.2;

const waitOf = (retry: number): number => {
  const millis = Math.min(FIRST_WAIT_MILLIS * WAIT_GROWTH ** retry, LONGEST_WAIT_MILLIS);
  return millis * (1 + JITTER * (2 * Math.random() - 1));
};

/** Does not keep the program: one that has nothing else to do ends, and sends the rest then. Over at once in a hurry. */
const wait = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(over, millis).unref();
    const forget = onHurry(over);
  });

/** The response, or a failure where the program is ending and cannot wait for it. */
const withoutKeeping = async (response: Promise<ExportResponse>): Promise<ExportResponse> => {
  let forget = (): unknown => undefined;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<ExportResponse>((resolve) => {
    forget = onHurry((millis) => {
      const error = new Error('no answer before the end of the program');
      timer = setTimeout(resolve, millis, { status: 'failure', error }).unref();
    });
  });
  const first = await Promise.race([response, tooLate]);
  forget();
  clearTimeout(timer);
  return first;
};

/** Whether there is no connection, as against one that broke or an answer that refuses. */
const cannotConnect = (error: unknown): boolean =>
  error instanceof AggregateError ||
  ['connect', 'getaddrinfo'].includes(String((error as { syscall?: unknown } | undefined)?.syscall));

/**
 * Tries again what may be tried again, as long as the time for one export allows. The project's own, because that
 * of `@opentelemetry/otlp-exporter-base` keeps the program while it waits, and says nothing before its last try.
 *
 * @param onUnreachable is told at once where there is no connection
 */
export const createRetryingTransport = (
  transport: IExporterTransport,
  onUnreachable: (error: unknown) => void,
): IExporterTransport => {
  const tryUntil = async (data: Uint8Array, timeoutMillis: number): Promise<ExportResponse> => {
    const deadline = performance.now() + atMost(timeoutMillis);
    const leftMillis = (): number => deadline - performance.now();
    let response: ExportResponse = await transport.send(data, leftMillis());
    for (let retry = 0; response.status === 'retryable' && retry < MAX_RETRIES; retry++) {
      if (cannotConnect(response.error)) onUnreachable(response.error);
      const millis = response.retryInMillis ?? waitOf(retry);
      if (isHurried() || millis >= leftMillis()) break;
      await wait(millis);
      response = await transport.send(data, leftMillis());
    }
    return response;
  };
  return {
    send: (data, timeoutMillis) => withoutKeeping(tryUntil(data, timeoutMillis)),
    shutdown: () => transport.shutdown(),
  };
};
