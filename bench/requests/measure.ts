import type { Candidate } from './candidates.ts';
import { sendRequests } from './load.ts';
import { type Service, startService } from './service.ts';

/** Of one turn. */
export interface Measured {
  readonly cpuMicrosPerRequest: number;
  /** At its end. */
  readonly rssBytes: number;
}

export interface Turns {
  /** Requests of each before the first turn, as fast as they are answered, so that what counts is compiled by then. */
  readonly warmUp: number;
  readonly turns: number;
  /** Of one turn. */
  readonly requests: number;
  /** Most requests a second; as many as can be answered where it is not given. */
  readonly perSecond?: number;
  /** Called before the first turn and after each. */
  readonly onTurn?: (turn: number) => void;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * What each turn of each candidate took, by name. All run at the same time and get their requests in turns, so that
 * whatever else the machine does meets all alike; what a process does out of its turn is not counted.
 */
export const measureInTurns = async (
  candidates: readonly Candidate[],
  { warmUp, turns, requests, perSecond, onTurn }: Turns,
): Promise<ReadonlyMap<string, readonly Measured[]>> => {
  const measured = new Map(candidates.map(({ name }) => [name, [] as Measured[]]));
  const services: (readonly [name: string, service: Service])[] = [];
  try {
    for (const candidate of candidates) services.push([candidate.name, await startService(candidate)]);
    for (const [, { port }] of services) await sendRequests({ port, requests: warmUp });
    onTurn?.(0);
    for (let turn = 0; turn < turns; turn++) {
      // Each turn begins with another, so that nobody is always first.
      const first = turn % services.length;
      for (const [name, service] of [...services.slice(first), ...services.slice(0, first)]) {
        const before = await service.read();
        await sendRequests({ port: service.port, requests, ...(perSecond && { perSecond }) });
        const { cpuMicros, rssBytes } = await service.read();
        measured
          .get(name)
          ?.push({ cpuMicrosPerRequest: (cpuMicros - before.cpuMicros) / requests, rssBytes });
      }
      onTurn?.(turn + 1);
    }
    return measured;
  } finally {
    await Promise.all(services.map(([, service]) => service.stop()));
  }
};

/** Of what one took more than another within the same turn, because turns differ more than candidates do. */
export const addedMicros = (
  measured: ReadonlyMap<string, readonly Measured[]>,
  name: string,
  to: string,
): number => {
  const others = measured.get(to) ?? [];
  return median(
    (measured.get(name) ?? []).map(
      ({ cpuMicrosPerRequest }, turn) =>
        cpuMicrosPerRequest - (others[turn]?.cpuMicrosPerRequest ?? Number.NaN),
    ),
  );
};
