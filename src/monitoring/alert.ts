import type { Vector } from './promql/vector.ts';
import type { Recording } from './recording.ts';

/** `critical` wakes somebody up; `warning` waits for the morning. */
export type Severity = 'critical' | 'warning';

/** Who is to look: those who own the service, or those who own the machines and the monitoring stack. */
export type Team = 'application' | 'platform';

/** What it is that suffers: a service, what several services ask, a machine, or what alerts and dashboards themselves need. */
export type Tier = 'service' | 'dependency' | 'host' | 'pipeline';

/** An alert rule with its tests and its runbook: all that there is to say about it. */
export interface Alert {
  /** Equals the file's name. */
  readonly id: string;
  readonly severity: Severity;
  readonly team: Team;
  /** `service` for the team application and `pipeline` for the team platform where it is not there. */
  readonly tier?: Tier;
  /** It also fires where data stays away because the Collector is down; Alertmanager mutes it then. */
  readonly absentData?: boolean;
  /** What the service asks can be the cause; Alertmanager mutes it while that is told. */
  readonly mayComeFromDependency?: boolean;
  /** A label that says who is to look, in the place of `team`. */
  readonly teamFrom?: string;
  /** The dashboard that shows what the alert is about: its id. */
  readonly dashboard: string;
  /** True for a series means trouble. */
  readonly when: Vector;
  /** Recorded series that `when` reads. */
  readonly reads?: readonly Recording[];
  /** How long it has to be true. */
  readonly for: string;
  /** How long the alert stays after that, so that a short dip does not end it, and start it anew. */
  readonly keepFiringFor: string;
  /** One line; a template of https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ */
  readonly summary: string;
  /** What was measured, with `$value`. */
  readonly description: string;
  readonly runbook: Runbook;
  readonly tests: {
    readonly fires: FiringTest;
    /** Of an alert that has a second reason. */
    readonly alsoFires?: FiringTest;
    readonly staysQuiet: AlertTest;
    /** Of an alert that could take something else for trouble. */
    readonly alsoStaysQuiet?: AlertTest;
  };
}

export interface Runbook {
  /** What it means for users. */
  readonly meaning: string;
  readonly checks: readonly string[];
  readonly firstActions: readonly string[];
}

/** What the alert says in a test. */
export interface ExpectedAlert {
  /** Labels apart from `severity`, `team`, `tier`, `absent_data` and `service`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly description: string;
}

export interface AlertTest {
  readonly name: string;
  /** Samples a minute apart: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
  readonly series: readonly TestSeries[];
  /** When the alert is looked at, after the first sample. */
  readonly at: string;
}

interface FiringTest extends AlertTest {
  readonly alert: ExpectedAlert;
  /** When, in the same series, the alert is over. */
  readonly resolvedAt: string;
}

export interface TestSeries {
  readonly series: string;
  readonly values: string;
}
