import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
interface Notification {
  readonly status: 'firing' | 'resolved';
  readonly receiver: string;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved';
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    /** Of one that is over: when it was. */
    readonly endsAt: string;
  }[];
}

export interface Webhook {
  readonly url: string;
  /** All that came, in order. */
  readonly notifications: readonly Notification[];
  close(): Promise<void>;
}

/** A receiver of Alertmanager's notifications. */
export const startWebhook = async (): Promise<Webhook> => {
  const notifications: Notification[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      notifications.push({ ...JSON.parse(Buffer.concat(parts).toString('utf8')), at: Date.now() });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    notifications,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
