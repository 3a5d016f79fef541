// Makes the files of a stack with TLS from those without, so that one cannot forget what the other has.
import { type Document, isMap, parseDocument, type YAMLMap } from 'yaml';

const FILES = '/etc/binnacle';
/** The Collector and Jaeger show their own metrics to a server beside them, which has TLS: deploy/secure/metrics.conf. */
const METRICS_TARGETS: Readonly<Record<string, string>> = {
  'collector:8888': 'collector:9464',
  'jaeger:8887': 'jaeger:9464',
};
/** Of deploy/secure/proxy.conf, for Grafana alone. */
const PROXY = 'https://proxy:9443';

const headed = (document: Document, source: string): string => {
  document.commentBefore = ` Written by \`npm run generate\` from ${source}, with TLS.`;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};

const clientTls = (document: Document): unknown =>
  document.createNode({
    ca_file: `${FILES}/ca.crt`,
    cert_file: `${FILES}/client.crt`,
    key_file: `${FILES}/client.key`,
  });

const mapsAt = (document: Document, ...path: string[]): readonly YAMLMap[] => {
  const list = document.getIn(path) as { readonly items?: readonly unknown[] } | undefined;
  return (list?.items ?? []).filter(isMap);
};

/** prometheus.yml where every server that it reaches has TLS and asks for a certificate. */
export const securePrometheus = (text: string, source: string): string => {
  const document = parseDocument(text);
  for (const client of [...mapsAt(document, 'remote_write'), ...mapsAt(document, 'remote_read')]) {
    client.set('url', String(client.get('url')).replace(/^http:/, 'https:'));
    client.set('tls_config', clientTls(document));
  }
  for (const client of [
    ...mapsAt(document, 'alerting', 'alertmanagers'),
    ...mapsAt(document, 'scrape_configs'),
  ]) {
    client.set('scheme', 'https');
    client.set('tls_config', clientTls(document));
    const targets = (client.toJSON() as { static_configs?: { targets: string[] }[] }).static_configs ?? [];
    targets.forEach((group, at) => {
      group.targets.forEach((target, index) => {
        client.setIn(['static_configs', at, 'targets', index], METRICS_TARGETS[target] ?? target);
      });
    });
  }
  return headed(document, source);
};

/** Data sources that Grafana reads by way of the proxy, which logs who read what. */
export const secureDataSources = (text: string, source: string): string => {
  const document = parseDocument(text);
  for (const dataSource of mapsAt(document, 'datasources')) {
    const { hostname } = new URL(String(dataSource.get('url')));
    // Loki's own paths begin with its name.
    dataSource.set('url', hostname === 'loki' ? PROXY : `${PROXY}/${hostname}/`);
    for (const [key, value] of Object.entries({
      tlsAuth: true,
      tlsAuthWithCACert: true,
      serverName: 'proxy',
    }))
      dataSource.setIn(['jsonData', key], value);
    for (const [key, file] of Object.entries({
      tlsCACert: 'ca.crt',
      tlsClientCert: 'client.crt',
      tlsClientKey: 'client.key',
    }))
      dataSource.setIn(['secureJsonData', key], `$__file{${FILES}/${file}}`);
  }
  return headed(document, source);
};
