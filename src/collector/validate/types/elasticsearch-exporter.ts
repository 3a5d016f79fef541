import { isUrl } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

const MODES = ['none', 'raw', 'ecs', 'otel', 'bodymap'];

const modeOf = (text: string): string => {
  const mode = text.toLowerCase();
  return mode === '' || mode === 'no' ? 'none' : mode;
};

const isHttp = (text: string): boolean => /^https?:/i.test(text) && isUrl(text);

export const rule: TypeRule = {
  type: 'exporter/elasticsearchexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/exporter/elasticsearchexporter/config.go',
  good: 'exporters: { elasticsearch: { endpoints: ["https://a:9200"], mapping: { mode: ecs } } }',
  bad: 'exporters: { elasticsearch: { endpoint: "https://a:9200", endpoints: ["https://b:9200"] } }',
  *check(view) {
    const given = ['endpoint', 'cloudid'].filter((key) => view.text(key) !== '');
    if (view.items('endpoints').length > 0) given.push('endpoints');
    if (given.length === 0 && (view.env.ELASTICSEARCH_URL ?? '') === '')
      yield view.fault('has no endpoint; expected endpoint, endpoints or cloudid');
    if (given.length > 1)
      yield view.fault(`stands beside ${given[0]}; expected one of them`, given[1] as string);
    for (const [index, url] of view.texts('endpoints').entries())
      if (!isHttp(url)) yield view.fault('expected http:// or https:// and a host', 'endpoints', index);
    if (view.text('endpoint') !== '' && !isHttp(view.text('endpoint')))
      yield view.fault('expected http:// or https:// and a host', 'endpoint');
    const allowed = view.texts('mapping', 'allowed_modes').map(modeOf);
    for (const [index, mode] of allowed.entries())
      if (!MODES.includes(mode))
        yield view.fault(`expected one of ${MODES.join(', ')}`, 'mapping', 'allowed_modes', index);
    if (!allowed.includes(modeOf(view.text('mapping', 'mode'))))
      yield view.fault(`expected one of ${allowed.join(', ')}`, 'mapping', 'mode');
    if (!['none', 'gzip'].includes(view.text('compression')))
      yield view.fault('expected none or gzip', 'compression');
    for (const key of ['max_requests', 'max_retries'])
      if (view.number('retry', key) < 0) yield view.fault('is negative', 'retry', key);
    if (view.number('retry', 'max_requests') !== 0 && view.number('retry', 'max_retries') !== 0)
      yield view.fault('stands beside max_retries; expected one of them', 'retry', 'max_requests');
    for (const signal of ['logs', 'metrics', 'traces'])
      if (view.text(`${signal}_index`) !== '' && view.flag(`${signal}_dynamic_index`, 'enabled'))
        yield view.fault(`stands beside ${signal}_dynamic_index; expected one of them`, `${signal}_index`);
    const keys = view.texts('metadata_keys').map((key) => key.toLowerCase());
    for (const [index, key] of keys.entries())
      if (keys.indexOf(key) < index) yield view.fault(`"${key}" is there twice`, 'metadata_keys', index);
  },
};
