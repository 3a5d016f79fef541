import { optional, setting } from '../setting.ts';
import { anyText, boolean, httpUrl, integer, number, oneOf } from '../value-types.ts';

const port = integer(0, 65_535);

/** The embedded backend of `binnacle up`. Port 0 lets the system choose. */
export const up = {
  upHost: setting('BINNACLE_UP_HOST', anyText, '127.0.0.1', 'address that the embedded backend listens on'),
  upPort: setting('BINNACLE_UP_PORT', port, 3_300, 'port of its page'),
  upOtlpHttpPort: setting('BINNACLE_UP_OTLP_HTTP_PORT', port, 4_318, 'port of its OTLP receiver, HTTP'),
  upOtlpGrpcPort: setting('BINNACLE_UP_OTLP_GRPC_PORT', port, 4_317, 'port of its OTLP receiver, gRPC'),
  upMaxSpans: setting('BINNACLE_UP_MAX_SPANS', integer(1, 10_000_000), 100_000, 'most spans that it keeps'),
  upMaxLogs: setting(
    'BINNACLE_UP_MAX_LOGS',
    integer(1, 10_000_000),
    50_000,
    'most log records that it keeps',
  ),
  upMaxSeries: setting(
    'BINNACLE_UP_MAX_SERIES',
    integer(1, 1_000_000),
    2_000,
    'most endpoints that it counts apart',
  ),
  upMaxRequestBytes: setting(
    'BINNACLE_UP_MAX_REQUEST_BYTES',
    integer(1_024, 268_435_456),
    16_777_216,
    'largest OTLP request, after decompression',
    { unit: 'bytes' },
  ),
} as const;

export const retention = {
  metricsRetentionDays: setting(
    'METRICS_RETENTION_DAYS',
    integer(1, 3_650),
    15,
    'how long metrics are kept: all of them, or, with `HIGH_RESOLUTION_RETENTION_HOURS`, those that rules record',
    { unit: 'days' },
  ),
  tracesRetentionDays: setting(
    'TRACES_RETENTION_DAYS',
    integer(1, 3_650),
    7,
    'how long Jaeger, or the embedded backend, keeps traces',
    { unit: 'days' },
  ),
  logsRetentionDays: setting(
    'LOGS_RETENTION_DAYS',
    integer(1, 3_650),
    7,
    'how long Loki, or the embedded backend, keeps logs',
    { unit: 'days' },
  ),
  auditRetentionDays: setting(
    'AUDIT_RETENTION_DAYS',
    integer(1, 36_500),
    2_557,
    'how long Loki keeps the audit trail; seven years',
    { unit: 'days' },
  ),
  highResolutionRetentionHours: optional(
    'HIGH_RESOLUTION_RETENTION_HOURS',
    number(0.01, 87_600),
    'how long every single sample is kept: in Prometheus as long as `METRICS_RETENTION_DAYS` where this is not set; rates by ' +
      'the second in the embedded backend 1 hour, at most 24',
    { unit: 'hours' },
  ),
} as const;

export const alerts = {
  alertWebhookUrl: optional(
    'ALERT_WEBHOOK_URL',
    httpUrl,
    'where Alertmanager of the compose file sends alerts',
    { secret: true },
  ),
  alertEmailEnabled: setting(
    'ALERT_EMAIL_ENABLED',
    boolean,
    true,
    '`false` leaves e-mail out of what `binnacle monitoring routing` writes: its receivers tell nobody',
  ),
  alertSmsEnabled: setting('ALERT_SMS_ENABLED', boolean, true, 'the same of text messages'),
  alertEscalationTimeoutSeconds: optional(
    'ALERT_ESCALATION_TIMEOUT',
    integer(1),
    'when an alert that nobody took goes on to the next',
    { unit: 's', notYet: true },
  ),
} as const;

/** Read by docker-compose.monitoring.yml itself; `binnacle up` prints the ports. */
export const docker = {
  bindAddress: setting(
    'BINNACLE_BIND_ADDRESS',
    anyText,
    '127.0.0.1',
    'address of the ports of a secured stack (`binnacle up --secure`, `docker-compose.secure.yml`); without TLS and logins a stack stays on loopback',
  ),
  httpsPort: setting('BINNACLE_HTTPS_PORT', port, 8_443, 'port of the pages of a secured stack'),
  otlpAuth: setting(
    'BINNACLE_OTLP_AUTH',
    oneOf(['token', 'certificate']),
    'token',
    'what senders show to a secured stack',
  ),
  auditPlain: setting(
    'BINNACLE_AUDIT_PLAIN',
    boolean,
    false,
    'starts a secured stack also where its audit log cannot be made append-only',
  ),
  serviceCpus: setting(
    'BINNACLE_SERVICE_CPUS',
    number(0.01, 1024),
    1,
    'processors that one service of the compose files may use at most',
  ),
  grafanaPort: setting('BINNACLE_GRAFANA_PORT', port, 3_000, 'port of Grafana'),
  jaegerPort: setting('BINNACLE_JAEGER_PORT', port, 16_686, 'port of Jaeger'),
  prometheusPort: setting('BINNACLE_PROMETHEUS_PORT', port, 9_090, 'port of Prometheus'),
  alertmanagerPort: setting('BINNACLE_ALERTMANAGER_PORT', port, 9_093, 'port of Alertmanager'),
  otlpGrpcPort: setting(
    'BINNACLE_OTLP_GRPC_PORT',
    port,
    4_317,
    "port of the Collector's OTLP receiver, gRPC",
  ),
  otlpHttpPort: setting(
    'BINNACLE_OTLP_HTTP_PORT',
    port,
    4_318,
    "port of the Collector's OTLP receiver, HTTP",
  ),
  browsersPort: setting(
    'BINNACLE_BROWSERS_PORT',
    port,
    4_319,
    'port that pages send to, with `--browsers` or one of the `browsers.yml` of compose',
  ),
  browsersTlsDirectory: optional(
    'BINNACLE_BROWSERS_TLS_DIRECTORY',
    anyText,
    'a folder with `server.crt` and `server.key` that visitors’ browsers know, for pages that send to a secured stack',
  ),
  collectorImage: optional(
    'BINNACLE_COLLECTOR_IMAGE',
    anyText,
    'another image of the Collector, such as the slim one of `collector/Dockerfile`',
  ),
  grafanaAdminPassword: optional(
    'GRAFANA_ADMIN_PASSWORD',
    anyText,
    "Grafana's first password; without it one is made",
    { secret: true },
  ),
} as const;
