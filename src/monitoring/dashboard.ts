/** Those who look at dashboards; each has a folder in Grafana. */
export const AUDIENCES = ['services', 'platform', 'management'] as const;

export type Audience = (typeof AUDIENCES)[number];

/** A dashboard as code; `grafana/dashboards/<audience>/<id>.json` is made from it. */
export interface Dashboard {
  /** Equals the file's name, and is the dashboard's uid. */
  readonly id: string;
  readonly audience: Audience;
  readonly title: string;
  readonly description: string;
  /** Which of its variables stand for which label of an alert: so an alert opens it at what it is about. */
  readonly about: Readonly<Record<string, string>>;
  /** Grafana's JSON model of it. The type is no narrower, so that a user needs none of Grafana's packages. */
  build(): object;
}
