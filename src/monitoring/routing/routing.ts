import type { ReceiverSettings } from './receiver-type.ts';

/** A file routing.yaml: who is told of what, and when. */
export interface Routing {
  readonly teams: Readonly<Record<string, TeamRouting>>;
  /** Gets what belongs to no team that is named; not needed where there is one team. */
  readonly defaultTeam?: string;
  readonly receivers: Readonly<Record<string, ReceiverOf>>;
  readonly mail?: Mail;
  readonly quietHours?: Readonly<Record<string, QuietHours>>;
  readonly grouping?: Grouping;
  /** The receiver of the alert that always fires. */
  readonly watchdog?: string;
  readonly inhibit?: readonly Inhibit[];
  /** False leaves out the rules that come with the alerts. */
  readonly builtInInhibition?: boolean;
}

/** One service and its settings; without one, alerts are shown on Alertmanager's page alone. */
export type ReceiverOf = Readonly<Record<string, ReceiverSettings>>;

export interface TeamRouting {
  /** Receivers of what wakes somebody up. */
  readonly page: readonly string[];
  /** Receivers of what waits for the morning; those of pages where it is not there. */
  readonly ticket?: readonly string[];
  /** Names of quiet hours, in which tickets are not sent. */
  readonly quietHours?: readonly string[];
  /** Services whose alerts the catalogue gives to `application`; `*` stands for anything. */
  readonly services?: readonly string[];
  readonly grouping?: Grouping;
}

/** Durations of Prometheus, such as 15s. */
export interface Grouping {
  readonly by?: readonly string[];
  readonly wait?: string;
  readonly interval?: string;
  readonly repeat?: string;
}

export interface QuietHours {
  readonly timeZone: string;
  /** `monday` or `monday:friday`; every day where it is not there. A night belongs to the day on which it begins. */
  readonly days?: readonly string[];
  /** `18:00`, with `to`; the whole day where both are not there. */
  readonly from?: string;
  readonly to?: string;
  /** `2026-12-24`, in the place of `days`. */
  readonly dates?: readonly string[];
}

interface Inhibit {
  /** Matchers of alerts; while one of them fires, */
  readonly while: string;
  /** those that these matchers match are not sent, */
  readonly mute: string;
  /** where these labels are the same on both. */
  readonly same?: readonly string[];
}

export interface Mail {
  readonly from: string;
  /** Host and port. */
  readonly server: string;
  readonly username?: string;
  readonly passwordFile?: string;
  /** True by default. */
  readonly tls?: boolean;
}

/** Nobody is told; alerts are on Alertmanager's page, in Prometheus and in Grafana. */
export const DEFAULT_ROUTING: Routing = {
  teams: { application: { page: ['nobody'] }, platform: { page: ['nobody'] } },
  defaultTeam: 'platform',
  receivers: { nobody: {} },
};
