export const AUDIT_EVENTS = [
  'watch.started',
  'alert.fired',
  'alert.resolved',
  'silence.created',
  'silence.ended',
  'configuration.changed',
  'server.started',
] as const;

/** Something that the stack did, or that somebody did to it. */
export interface AuditEvent {
  readonly name: (typeof AUDIT_EVENTS)[number];
  /** One line for people. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}
