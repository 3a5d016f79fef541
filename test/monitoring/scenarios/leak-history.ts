import { recording as heap, heapFloor } from '../../../src/monitoring/recordings/heap.ts';

export const LEAK_INSTANCE = 'a';
/** What the process has from its start: above what HeapGrowth calls small. */
export const LEAK_START_BYTES = 120e6;
/** Of what was there an hour before. */
const GROWTH_AN_HOUR = 1.35;
const HOURS = 5;

/** The share that leaks in a second, in hours that are so much shorter. */
export const LEAK_GROWTH_A_SECOND = (factor: number): number => GROWTH_AN_HOUR ** (factor / 3_600) - 1;

/**
 * OpenMetrics text of what the rules of the heap have recorded of a process in the hours before the test: what the real
 * process goes on with.
 */
export const leakHistory = (service: string, factor: number, endSeconds: number): string => {
  const hourSeconds = 3_600 / factor;
  const labels = `{job="${service}",instance="${LEAK_INSTANCE}"}`;
  const bytesAt = (hours: number): number => LEAK_START_BYTES * GROWTH_AN_HOUR ** (hours - HOURS);
  const lines = heap.rules.flatMap(({ metric }) => {
    const name = metric.prometheusName;
    const late = name === heapFloor.metric.prometheusName ? 1 : 0;
    const samples: string[] = [];
    for (let second = 0; second < HOURS * hourSeconds; second += 2)
      samples.push(
        `${name}${labels} ${bytesAt(second / hourSeconds - late)} ${endSeconds - HOURS * hourSeconds + second}`,
      );
    return [`# TYPE ${name} gauge`, ...samples];
  });
  return [...lines, '# EOF', ''].join('\n');
};
