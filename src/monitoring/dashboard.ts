/** A dashboard as code; `grafana/dashboards/<id>.json` is made from it. */
export interface Dashboard {
  /** Equals the file's name, and is the dashboard's uid. */
  readonly id: string;
  /** Grafana's JSON model of it. The type is no narrower, so that a user needs none of Grafana's packages. */
  build(): object;
}
