import { setTimeout as delay } from 'node:timers/promises';
import type { EndpointView } from '../../src/backend/store/red/endpoint.ts';
import type { Counted } from './measure.ts';

const POLL_MILLIS = 10;

const requestsIn = (frame: string): number => {
  const { endpoints } = JSON.parse(frame) as { endpoints: readonly EndpointView[] };
  return endpoints.reduce((sum, { requests }) => sum + requests, 0);
};

/** What the embedded page gets: the frames of its live stream. */
export const countedOnPage = async (pageUrl: string): Promise<Counted & { close(): void }> => {
  const aborted = new AbortController();
  const response = await fetch(`${pageUrl}/api/stream`, { signal: aborted.signal });
  let count = 0;
  let arrived = (): void => {};
  const read = async (): Promise<void> => {
    let text = '';
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += piece;
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const data = frame.split('\n').find((line) => line.startsWith('data: '));
        if (data) count = requestsIn(data.slice('data: '.length));
      }
      arrived();
    }
  };
  read().catch(() => {});
  return {
    atLeast: async (requests) => {
      while (count < requests)
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
    },
    close: () => aborted.abort(),
  };
};

/** What a query answers that is asked again and again. */
export const countedByQuery = (prometheusUrl: string, promql: string): Counted => {
  const url = `${prometheusUrl}/api/v1/query?query=${encodeURIComponent(promql)}`;
  const ask = async (): Promise<number> => {
    const { data } = (await (await fetch(url)).json()) as {
      data: { result: { value: [number, string] }[] };
    };
    return Number(data.result[0]?.value[1] ?? 0);
  };
  return {
    atLeast: async (requests) => {
      while ((await ask()) < requests) await delay(POLL_MILLIS);
    },
  };
};
