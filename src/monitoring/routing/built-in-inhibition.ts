/** What one of Alertmanager's rules of inhibition says. */
interface Rule {
  readonly name: string;
  readonly comment: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly equal: readonly string[];
}

/** Alerts with these labels come from `labelsOf` in ../render-alerts.ts and from ../slo/alert-rules.ts. */
export const BUILT_IN_INHIBITION: readonly Rule[] = [
  {
    name: 'page-mutes-ticket',
    comment:
      'What is merely worrying about a service is silent while something is critical about the same service.',
    source: ['severity="critical"', 'job!=""'],
    target: ['severity=~"warning|info"', 'tier!="host"'],
    equal: ['job', 'deployment_environment_name'],
  },
  {
    name: 'page-mutes-ticket-of-host',
    comment: 'The same for machines, which share one job.',
    source: ['severity="critical"', 'tier="host"'],
    target: ['severity=~"warning|info"', 'tier="host"'],
    equal: ['job', 'instance'],
  },
  {
    name: 'host-down',
    comment: 'A machine that is down takes with it what runs there and nowhere else.',
    source: ['alertname="HostDown"', 'host!=""'],
    target: ['alertname!="HostDown"', 'host!=""'],
    equal: ['host'],
  },
  {
    name: 'dependency-failing',
    comment: 'Where what many services ask is down, it is told once, and not of each that asks it.',
    source: ['alertname="DependencyFailing"', 'dependency!=""'],
    target: ['alertname!="DependencyFailing"', 'dependency!=""'],
    equal: ['dependency', 'deployment_environment_name'],
  },
  {
    name: 'dependency-slow',
    comment: 'The same where it is slow; but that is a warning, and mutes no page.',
    source: ['alertname="DependencySlow"', 'dependency!=""'],
    target: ['alertname!="DependencySlow"', 'severity=~"warning|info"', 'dependency!=""'],
    equal: ['dependency', 'deployment_environment_name'],
  },
  {
    name: 'collector-down',
    comment: 'Without the Collector no metrics come, and every service looks silent.',
    source: ['alertname="TargetDown"', 'job=~".*(collector|otelcol).*"'],
    target: ['absent_data="true"'],
    equal: [],
  },
  {
    name: 'collector-loses-data',
    comment: 'The same where it runs, but not for long, or its backend takes nothing.',
    source: ['alertname=~"CollectorRestarting|CollectorLosingData"'],
    target: ['absent_data="true"'],
    equal: [],
  },
];
