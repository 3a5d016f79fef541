import { context, diag } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { parseJaegerStrategy } from '../../core/sampling/jaeger-strategy.ts';
import type { JaegerRemoteChoice } from '../../core/sampling/sampler-choice.ts';
import { createRemoteSource } from '../../sdk/remote-source.ts';
import { createFixedSource, type ThresholdSource } from '../../sdk/threshold-source.ts';
import { fetchJson } from './fetch-json.ts';

/** Where Jaeger answers, if the endpoint has no path of its own. */
const PATH = '/api/sampling';

const urlOf = (endpoint: string, serviceName: string): URL => {
  const url = new URL(endpoint);
  if (url.pathname === '/') url.pathname = PATH;
  url.searchParams.set('service', serviceName);
  return url;
};

/** Without the query, and without a password. */
const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

/**
 * Asks Jaeger for the strategy of this service, now and at each interval; no answer holds the process. Until the
 * first, and while there is none, the last one that came is in force. Loaded where it is chosen.
 * https://www.jaegertracing.io/docs/latest/architecture/apis/#remote-sampling-configuration
 */
export const startJaegerRemote = (
  { endpoint, pollingIntervalMillis, initialRatio }: JaegerRemoteChoice,
  serviceName: string,
): ThresholdSource => {
  const source = createRemoteSource(createFixedSource(initialRatio), () => performance.now());
  const url = urlOf(endpoint, serviceName);
  let before: string | undefined;
  let isAsking = false;

  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      const text = await context.with(suppressTracing(context.active()), () => fetchJson(url));
      // An answer that did not change leaves the rate limits as they are.
      if (text === before) return;
      const strategy = parseJaegerStrategy(JSON.parse(text));
      if (!strategy) throw new Error('the answer is no sampling strategy');
      source.use(strategy);
      before = text;
      diag.debug(`the sampling strategy is now ${source}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      diag.warn(`${shown(url)} gives no sampling strategy, the last one stays: ${reason}`);
    } finally {
      isAsking = false;
    }
  };
  void ask();
  setInterval(ask, pollingIntervalMillis).unref();
  return source;
};
