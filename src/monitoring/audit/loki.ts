import type { AuditRecord } from './chain.ts';

/** Of Loki, by X-Scope-OrgID: what services send through the Collector is another's. */
export const AUDIT_TENANT = 'audit';

/** The label by which loki/loki.yaml keeps the trail longer than other records. */
export const AUDIT_SELECTOR = '{audit_trail="binnacle", service_name="binnacle-audit"}';

const keyValues = (attributes: Readonly<Record<string, string>>): object[] =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } }));

/** A request for Loki's OTLP receiver, at /otlp/v1/logs. */
export const auditRequest = (records: readonly AuditRecord[]): object => ({
  resourceLogs: [
    {
      resource: { attributes: keyValues({ 'service.name': 'binnacle-audit', 'audit.trail': 'binnacle' }) },
      scopeLogs: [
        {
          logRecords: records.map(({ sequence, time, name, text, attributes, previous, hash }) => ({
            timeUnixNano: time,
            body: { stringValue: text },
            attributes: keyValues({
              event_name: name,
              audit_sequence: String(sequence),
              audit_previous: previous,
              audit_hash: hash,
              // As one text, so that what is verified is what was written: stores change names of attributes.
              audit_attributes: JSON.stringify(attributes),
              ...attributes,
            }),
          })),
        },
      ],
    },
  ],
});

/** A stream of Loki's answer to query_range: labels with structured metadata among them, and times with lines. */
export interface LokiStream {
  readonly stream: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [time: string, line: string])[];
}

const attributesOf = (text: string | undefined): Readonly<Record<string, string>> => {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
  } catch {
    return {};
  }
};

const byTime = (a: AuditRecord, b: AuditRecord): number => {
  const difference = BigInt(a.time) - BigInt(b.time);
  return difference < 0n ? -1 : difference > 0n ? 1 : a.sequence - b.sequence;
};

/** The records of an answer in the order of their time. */
export const auditRecords = (streams: readonly LokiStream[]): readonly AuditRecord[] =>
  streams
    .flatMap(({ stream, values }) =>
      values.map(([time, text]) => ({
        sequence: Number(stream.audit_sequence ?? 0),
        time,
        name: stream.event_name ?? '',
        text,
        attributes: attributesOf(stream.audit_attributes),
        previous: stream.audit_previous ?? '',
        hash: stream.audit_hash ?? '',
      })),
    )
    .sort(byTime);
