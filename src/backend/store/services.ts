import type { Signal } from './counters.ts';
import { OTHER } from './red/red-store.ts';

/** How much of each signal a service has sent. */
export interface ServiceView {
  readonly service: string;
  readonly spans: number;
  readonly points: number;
  readonly logs: number;
  /** When something of it last arrived, in milliseconds since 1970. */
  readonly lastSeenMillis: number;
}

type Mutable = { -readonly [K in keyof ServiceView]: ServiceView[K] };

const FIELD = { traces: 'spans', metrics: 'points', logs: 'logs' } as const;
const MAX_SERVICES = 500;

/** The services that sent anything; beyond a limit they count as "(other)". */
export class Services {
  readonly #services = new Map<string, Mutable>();

  add(service: string, signal: Signal, nowMillis: number): void {
    const name = this.#services.has(service) || this.#services.size < MAX_SERVICES ? service : OTHER;
    const view = this.#services.get(name) ?? {
      service: name,
      spans: 0,
      points: 0,
      logs: 0,
      lastSeenMillis: 0,
    };
    view[FIELD[signal]] += 1;
    view.lastSeenMillis = nowMillis;
    this.#services.set(name, view);
  }

  views(): readonly ServiceView[] {
    return [...this.#services.values()]
      .map((view) => ({ ...view }))
      .sort((a, b) => (a.service < b.service ? -1 : 1));
  }
}
