import type { Candidate } from '../requests/candidates.ts';
import { sendRequests } from '../requests/load.ts';
import { type Service, startService } from '../requests/service.ts';

/** Until what is measured is compiled. */
const WARM_UP_REQUESTS = 20_000;
/** Of one candidate before it is the turn of the next. */
const SLICE_REQUESTS = 500;

/**
 * Processor time of a request, in microseconds, by name. All run at the same time and get their requests in short turns,
 * so that whatever else the machine does meets all alike; what a process does out of its turn is not counted.
 *
 * @param whileRunning is called when all is measured and their event loops were blocked once, before they end
 */
export const measureTogether = async (
  candidates: readonly Candidate[],
  requests: number,
  whileRunning: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> => {
  const services: Service[] = [];
  try {
    for (const candidate of candidates) services.push(await startService(candidate));
    for (const { port } of services) await sendRequests({ port, requests: WARM_UP_REQUESTS });
    const micros = services.map(() => 0);
    const slices = Math.ceil(requests / SLICE_REQUESTS);
    for (let slice = 0; slice < slices; slice++) {
      for (const [index, service] of services.entries()) {
        const before = await service.read();
        await sendRequests({ port: service.port, requests: SLICE_REQUESTS });
        const after = await service.read();
        micros[index] = (micros[index] ?? 0) + after.cpuMicros - before.cpuMicros;
      }
    }
    await Promise.all(services.map((service) => service.read('block')));
    await whileRunning();
    return new Map(
      candidates.map(({ name }, index) => [name, (micros[index] ?? 0) / (slices * SLICE_REQUESTS)]),
    );
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
};
