import type { Candidate } from '../requests/candidates.ts';
import { sendRequests } from '../requests/load.ts';
import { type Service, startService } from '../requests/service.ts';

/** Until what is measured is compiled. */
const WARM_UP_REQUESTS = 40_000;
/** Of one candidate before it is the turn of the next. */
const SLICE_REQUESTS = 500;

/**
 * Processor time of a request, in microseconds, by name. All run at the same time and get their requests in short turns,
 * so that whatever else the machine does meets all alike. What a process does out of its turn is counted too: what is
 * done once a minute comes at any moment.
 *
 * @param millis a whole number of periods of whatever is done from time to time
 * @param whileRunning is called when all is measured and their event loops were blocked once, before they end
 */
export const measureTogether = async (
  candidates: readonly Candidate[],
  millis: number,
  whileRunning: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> => {
  const services: Service[] = [];
  try {
    for (const candidate of candidates) services.push(await startService(candidate));
    for (const { port } of services) await sendRequests({ port, requests: WARM_UP_REQUESTS });
    const readAll = async (): Promise<readonly number[]> => {
      const readings = await Promise.all(services.map((service) => service.read()));
      return readings.map(({ cpuMicros }) => cpuMicros);
    };
    const before = await readAll();
    const until = performance.now() + millis;
    let slices = 0;
    for (; performance.now() < until; slices++)
      for (const { port } of services) await sendRequests({ port, requests: SLICE_REQUESTS });
    const after = await readAll();
    await Promise.all(services.map((service) => service.read('block')));
    await whileRunning();
    return new Map(
      candidates.map(({ name }, index) => [
        name,
        ((after[index] ?? Number.NaN) - (before[index] ?? Number.NaN)) / (slices * SLICE_REQUESTS),
      ]),
    );
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
};
