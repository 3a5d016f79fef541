/** Events of one minute. */
export interface Minute {
  readonly total: number;
  readonly bad: number;
}

/** The same numbers in each run, from 0 to 1: https://en.wikipedia.org/wiki/Xorshift */
const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

interface Spell {
  readonly from: number;
  readonly to: number;
  readonly strength: number;
}

const within = (spells: readonly Spell[], minute: number): number =>
  spells.find(({ from, to }) => from <= minute && minute < to)?.strength ?? 0;

/** Busy days and quiet nights, with bursts, outages of minutes to an hour, and a few errors at any time. */
export const simulateTraffic = (seed: number, minutes: number): readonly Minute[] => {
  const random = createRandom(seed * 0x9e3779b1);
  const spells = (count: number, longest: number, strength: () => number): Spell[] =>
    Array.from({ length: count }, () => {
      const from = Math.floor(random() * minutes);
      return { from, to: from + 1 + Math.floor(random() * longest), strength: strength() };
    });
  const bursts = spells(20, 15, () => 3 + 7 * random());
  const outages = spells(12, 60, () => 0.05 + 0.6 * random() ** 2);
  return Array.from({ length: minutes }, (_, minute) => {
    const daily = 1 - Math.cos((2 * Math.PI * minute) / 1440);
    const expected = (5 + 300 * daily ** 2) * (1 + within(bursts, minute)) * (0.8 + 0.4 * random());
    const total = Math.round(expected);
    const share = Math.max(0.0003, within(outages, minute));
    return { total, bad: Array.from({ length: total }).filter(() => random() < share).length };
  });
};

/** What happens to the processes and to their samples meanwhile; of these the service's users see nothing. */
export interface Incidents {
  /** From here on another process answers, with counters of its own. */
  readonly deployments: readonly number[];
  /** Here the process restarts under the same name: its counters begin anew. */
  readonly restarts: readonly number[];
  /** Here no sample arrives. */
  readonly gap: readonly [from: number, to: number];
}

/** Counters of the traffic as samples of OpenMetrics without types, a minute apart. */
export const counterSamples = (
  traffic: readonly Minute[],
  { job, startSeconds }: { readonly job: string; readonly startSeconds: number },
  { deployments, restarts, gap }: Incidents,
): string[] => {
  const counters = new Map<string, number>();
  let instance = 1;
  const lines: string[] = [];
  for (const [minute, { total, bad }] of traffic.entries()) {
    if (deployments.includes(minute)) instance += 1;
    if (deployments.includes(minute) || restarts.includes(minute)) counters.clear();
    for (const [status, events] of [['200', total - bad] as const, ['500', bad] as const]) {
      const before = counters.get(status);
      // A series begins with the first event.
      if (before === undefined && events === 0) continue;
      counters.set(status, (before ?? 0) + events);
    }
    if (gap[0] <= minute && minute < gap[1]) continue;
    for (const [status, value] of counters)
      lines.push(
        `http_server_request_duration_seconds_count{job="${job}",instance="${instance}",deployment_environment_name="production",http_response_status_code="${status}"} ${value} ${startSeconds + minute * 60}`,
      );
  }
  return lines;
};
