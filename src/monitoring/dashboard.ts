import type { Dashboard as GrafanaDashboard } from '@grafana/grafana-foundation-sdk/dashboard';

/** A dashboard as code; `grafana/dashboards/<id>.json` is made from it. */
export interface Dashboard {
  /** Equals the file's name, and is the dashboard's uid. */
  readonly id: string;
  build(): GrafanaDashboard;
}
