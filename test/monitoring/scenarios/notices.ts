import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One alert in one notification. */
export interface Notice {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alertname: string;
  readonly job: string;
  readonly atMillis: number;
}

export interface Receivers {
  /** Where notifications of a receiver go. */
  urlOf(receiver: string): string;
  readonly notices: readonly Notice[];
  close(): Promise<void>;
}

interface Body {
  readonly receiver: string;
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved';
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

/** Takes what Alertmanager sends: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const startReceivers = async (): Promise<Receivers> => {
  const notices: Notice[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { receiver, alerts } = JSON.parse(Buffer.concat(parts).toString('utf8')) as Body;
    for (const { status, labels } of alerts)
      notices.push({
        receiver,
        status,
        alertname: labels.alertname ?? '',
        job: labels.job ?? '',
        atMillis: Date.now(),
      });
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (receiver) => `http://127.0.0.1:${port}/${receiver}`,
    notices,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
