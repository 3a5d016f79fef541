import type { ServerResponse } from 'node:http';

/** At most one frame in this time, in milliseconds. */
const FRAME_MILLIS = 250;
/** How often the frame is made anew without a change, because rates fall with time. */
const TICK_MILLIS = 1000;
const HEARTBEAT_MILLIS = 15_000;
const MAX_CLIENTS = 32;

interface Client {
  readonly response: ServerResponse;
  /** The latest frame that it got. */
  sent: string;
  /** Its connection is full: it gets the latest frame when it has drained, and none in between. */
  lagging: boolean;
}

export interface EventStream {
  /** False where there are as many clients as there may be. */
  readonly add: (response: ServerResponse) => boolean;
  readonly close: () => void;
}

/**
 * Server-sent events with what `read` returns: at once, and whenever it differs from what was sent.
 *
 * @param read makes the JSON of one frame
 * @param onChange calls its argument after each change; returns what ends that
 */
export const createEventStream = (
  read: () => string,
  onChange: (listener: () => void) => () => void,
): EventStream => {
  const clients = new Set<Client>();
  let timer: NodeJS.Timeout | undefined;
  let lastFrame = 0;

  const push = (client: Client, frame: string): void => {
    if (client.lagging || client.sent === frame) return;
    client.sent = frame;
    client.lagging = !client.response.write(`event: summary\ndata: ${frame}\n\n`);
  };
  const pushAll = (): void => {
    timer = undefined;
    lastFrame = performance.now();
    if (clients.size === 0) return;
    const frame = read();
    for (const client of clients) push(client, frame);
  };
  const schedule = (): void => {
    if (timer || clients.size === 0) return;
    timer = setTimeout(pushAll, Math.max(0, lastFrame + FRAME_MILLIS - performance.now()));
  };

  const stopListening = onChange(schedule);
  const tick = setInterval(schedule, TICK_MILLIS);
  const heartbeat = setInterval(() => {
    for (const { response, lagging } of clients) if (!lagging) response.write(': still here\n\n');
  }, HEARTBEAT_MILLIS);
  tick.unref();
  heartbeat.unref();

  return {
    add: (response) => {
      if (clients.size >= MAX_CLIENTS) return false;
      const client: Client = { response, sent: '', lagging: false };
      clients.add(client);
      response.on('close', () => clients.delete(client));
      response.on('drain', () => {
        client.lagging = false;
        schedule();
      });
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      push(client, read());
      return true;
    },
    close: () => {
      stopListening();
      clearTimeout(timer);
      clearInterval(tick);
      clearInterval(heartbeat);
      for (const { response } of clients) response.end();
    },
  };
};
