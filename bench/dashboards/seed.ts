import { setTimeout as delay } from 'node:timers/promises';
import { endpointP95 } from '../../src/monitoring/recordings/endpoints.ts';
import {
  serviceBuckets,
  serviceErrorRate,
  serviceP95,
  serviceRate,
} from '../../src/monitoring/recordings/services.ts';
import { chance, ENVIRONMENT, type Fleet, jobOf, LE, methodOf, routeOf, serviceRequest } from './fleet.ts';
import { remoteWrite, type WrittenSeries } from './remote-write.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What dashboards of a short range ask of raw metrics, and some more. */
const RAW_MINUTES = 20;
const BATCH = 400;
const CONNECTIONS = 2;

/** When a baseline looks at durations: at this time last week, yesterday, and in the hour before. */
const BASELINE_HOURS = [168, 24, 1] as const;

const all = (length: number): number[] => Array.from({ length }, (_, index) => index);

interface Recorded {
  readonly labels: Readonly<Record<string, string>>;
  readonly middle: number;
}

const ofServices = ({ services }: Fleet): Recorded[] =>
  all(services).flatMap((service) => {
    const labels = { job: jobOf(service), deployment_environment_name: ENVIRONMENT };
    const of = (name: string, middle: number, more: object = {}): Recorded => ({
      labels: { __name__: name, ...labels, ...more },
      middle,
    });
    return [
      of(serviceRate.metric.prometheusName, 50),
      of(serviceErrorRate.metric.prometheusName, 0.5),
      of(serviceP95.metric.prometheusName, 0.3),
      ...LE.map((le, index) =>
        of(serviceBuckets.metric.prometheusName, (50 * (index + 1)) / LE.length, { le }),
      ),
    ];
  });

const ofEndpoints = ({ services, endpoints }: Fleet): Recorded[] =>
  all(services).flatMap((service) =>
    all(endpoints).map((endpoint) => ({
      labels: {
        __name__: endpointP95.metric.prometheusName,
        job: jobOf(service),
        deployment_environment_name: ENVIRONMENT,
        http_request_method: methodOf(endpoint),
        http_route: routeOf(endpoint),
      },
      middle: 0.3,
    })),
  );

/** What the rules would have recorded each minute of an hour that begins so long ago. */
const writeHour = async (
  url: string,
  series: readonly Recorded[],
  startMillis: number,
  endMillis: number,
): Promise<void> => {
  for (let at = 0; at < series.length; at += BATCH)
    await remoteWrite(
      url,
      series.slice(at, at + BATCH).map(({ labels, middle }, index): WrittenSeries => {
        const samples = [];
        for (let timeMillis = startMillis; timeMillis < endMillis; timeMillis += MINUTE)
          samples.push({ timeMillis, value: middle * (0.9 + 0.2 * chance(index, timeMillis / MINUTE)) });
        return { labels, samples };
      }),
    );
};

/** A day of recorded series, and the hours that baselines look at; the oldest first, as Prometheus wants it. */
export const writeRecorded = async (url: string, fleet: Fleet, nowMillis: number): Promise<void> => {
  const services = ofServices(fleet);
  const endpoints = ofEndpoints(fleet);
  for (const hoursAgo of [168, ...all(25).map((hour) => 25 - hour)]) {
    const start = nowMillis - hoursAgo * HOUR - HOUR / 2;
    const end = Math.min(start + HOUR, nowMillis - MINUTE);
    if (hoursAgo <= 25) await writeHour(url, services, start, end);
    if (BASELINE_HOURS.some((hours) => hours === hoursAgo)) await writeHour(url, endpoints, start, end);
  }
};

/** When all services began. */
const STARTED_MILLIS = Date.now() - (RAW_MINUTES + 1) * MINUTE;

const sendService = async (url: string, service: number, fleet: Fleet, nowMillis: number): Promise<void> => {
  const response = await fetch(`${url}/api/v1/otlp/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(serviceRequest(service, fleet, { startMillis: STARTED_MILLIS, nowMillis })),
  });
  if (!response.ok) throw new Error(`OTLP: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
};

/** The last minutes of all services, with an export each minute. */
export const writeRaw = async (url: string, fleet: Fleet, nowMillis: number): Promise<void> => {
  for (let minute = RAW_MINUTES; minute > 0; minute--) {
    const services = all(fleet.services);
    const send = async (): Promise<void> => {
      for (let service = services.pop(); service !== undefined; service = services.pop())
        await sendService(url, service, fleet, nowMillis - minute * MINUTE);
    };
    await Promise.all(all(CONNECTIONS).map(send));
  }
};

/** The services go on to export, each once a minute, until the returned function is called. */
export const startExports = (url: string, fleet: Fleet): (() => Promise<void>) => {
  const ended = new AbortController();
  const run = async (): Promise<void> => {
    const started = Date.now();
    for (let sent = 0; !ended.signal.aborted; sent++) {
      const due = started + (sent * MINUTE) / fleet.services;
      await delay(Math.max(0, due - Date.now()), undefined, { signal: ended.signal }).catch(() => {});
      if (!ended.signal.aborted) await sendService(url, sent % fleet.services, fleet, Date.now());
    }
  };
  const running = run();
  // Where it fails, the end says so.
  running.catch(() => {});
  return async () => {
    ended.abort();
    await running;
  };
};
