import { BACKEND_IDS } from '../backend-ids.generated.ts';
import { optional, setting } from '../setting.ts';
import { httpUrl, oneOf, type ValueType } from '../value-types.ts';

/** What a header can carry; a stray line break is no part of a key, and would end up in an error that shows it. */
const key: ValueType<string> = {
  accepts: 'a key, printable ASCII without spaces',
  parse: (text) => (/^[\x21-\x7e]{1,4096}$/.test(text) ? text : undefined),
};

/** A part of a host name: nothing that could lead elsewhere. */
const hostPart: ValueType<string> = {
  accepts: 'a name such as eu1 or datadoghq.eu',
  parse: (text) => (/^[a-z0-9](?:[a-z0-9.-]{0,100}[a-z0-9])?$/i.test(text) ? text.toLowerCase() : undefined),
};

const headerText: ValueType<string> = {
  accepts: 'printable ASCII',
  parse: (text) => (/^[\x20-\x7e]{1,256}$/.test(text) ? text : undefined),
};

/** `https://<key>@<host>/<project>`: https://docs.sentry.io/concepts/key-terms/dsn-explainer/ */
export const SENTRY_DSN =
  /^(https?):\/\/([0-9a-f]{1,64})(?::[0-9a-f]{1,64})?@([^\s/?#:@[\]]{1,253}(?::\d{1,5})?)((?:\/[\w.-]{1,100}){0,5})\/(\d{1,20})\/?$/i;

const dsn: ValueType<string> = {
  accepts: "a DSN, as in the project's settings",
  parse: (text) => (SENTRY_DSN.test(text) ? text : undefined),
};

const secret = { secret: true } as const;

/** The usual variables of vendors. They are read only where `BINNACLE_BACKEND` names theirs. */
export const backends = {
  backend: optional(
    'BINNACLE_BACKEND',
    oneOf(BACKEND_IDS),
    'sends to this vendor without a Collector: [backends](backends.md)',
  ),
  datadogApiKey: optional('DD_API_KEY', key, 'the API key of `datadog`', secret),
  datadogSite: setting('DD_SITE', hostPart, 'datadoghq.com', 'the site of `datadog`'),
  newRelicLicenseKey: optional('NEW_RELIC_LICENSE_KEY', key, 'the license key of `newrelic`', secret),
  newRelicRegion: setting(
    'NEW_RELIC_REGION',
    oneOf(['us', 'eu', 'gov']),
    'us',
    'the region of `newrelic`; a license key that begins with `eu` is enough for that one',
  ),
  honeycombApiKey: optional('HONEYCOMB_API_KEY', key, 'the API key of `honeycomb`', secret),
  honeycombApiEndpoint: setting(
    'HONEYCOMB_API_ENDPOINT',
    httpUrl,
    'https://api.honeycomb.io',
    'the instance of `honeycomb`; in Europe `https://api.eu1.honeycomb.io`',
  ),
  honeycombDataset: optional('HONEYCOMB_DATASET', headerText, 'the dataset for the metrics of `honeycomb`', {
    aliases: ['HONEYCOMB_METRICS_DATASET'],
  }),
  dynatraceApiToken: optional('DT_API_TOKEN', key, 'the API token of `dynatrace`', secret),
  dynatraceEndpoint: optional(
    'DT_ENDPOINT',
    httpUrl,
    'the environment of `dynatrace`, such as `https://abc12345.live.dynatrace.com`',
    { aliases: ['DT_ENV_URL'] },
  ),
  elasticApiKey: optional('ELASTIC_API_KEY', key, 'the API key of `elastic`', secret),
  elasticOtlpEndpoint: optional('ELASTIC_OTLP_ENDPOINT', httpUrl, 'the managed OTLP endpoint of `elastic`'),
  splunkAccessToken: optional('SPLUNK_ACCESS_TOKEN', key, 'the access token of `splunk`', secret),
  splunkRealm: optional('SPLUNK_REALM', hostPart, 'the realm of `splunk`, such as `eu0`'),
  grafanaCloudToken: optional('GRAFANA_CLOUD_TOKEN', key, 'the access policy token of `grafana-cloud`', {
    aliases: ['GRAFANA_CLOUD_API_KEY'],
    ...secret,
  }),
  grafanaCloudInstanceId: optional(
    'GRAFANA_CLOUD_INSTANCE_ID',
    key,
    'the instance of `grafana-cloud`, a number',
  ),
  grafanaCloudOtlpEndpoint: optional(
    'GRAFANA_CLOUD_OTLP_ENDPOINT',
    httpUrl,
    'the OTLP endpoint of `grafana-cloud`, such as `https://otlp-gateway-prod-eu-west-2.grafana.net/otlp`',
  ),
  sentryDsn: optional('SENTRY_DSN', dsn, 'the DSN of `sentry`', secret),
  axiomToken: optional('AXIOM_TOKEN', key, 'the API token of `axiom`', secret),
  axiomUrl: setting(
    'AXIOM_URL',
    httpUrl,
    'https://api.axiom.co',
    'the edge deployment of `axiom`, such as `https://eu-central-1.aws.edge.axiom.co`',
  ),
  axiomDataset: optional('AXIOM_DATASET', headerText, 'the dataset for the traces of `axiom`'),
  axiomLogsDataset: optional(
    'AXIOM_LOGS_DATASET',
    headerText,
    'the dataset for its logs; that for traces, if not given',
  ),
  axiomMetricsDataset: optional(
    'AXIOM_METRICS_DATASET',
    headerText,
    'the dataset for its metrics; none are sent without',
  ),
} as const;
