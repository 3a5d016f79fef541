import type { TypeRule } from '../type-rule.ts';

const SOURCES = ['value', 'from_context', 'from_attribute'];

export const rule: TypeRule = {
  type: 'extension/headerssetterextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/headerssetterextension/config.go',
  good: 'extensions: { headers_setter: { headers: [{ key: X-Tenant, from_context: tenant }, { key: X-Old, action: delete }] } }',
  bad: 'extensions: { headers_setter: { headers: [{ key: X-Tenant }] } }',
  *check(view) {
    const headers = view.items('headers');
    if (headers.length === 0) yield view.fault('is empty; expected at least one', 'headers');
    for (const [index, header] of headers.entries()) {
      if (header.text('key') === '')
        yield view.fault('has no key; expected the name of a header', 'headers', index);
      if (header.text('action') === 'delete') continue;
      const given = SOURCES.filter((key) => header.has(key));
      if (given.length === 0)
        yield view.fault(`has no value; expected one of ${SOURCES.join(', ')}`, 'headers', index);
      if (given.length > 1)
        yield view.fault(
          `stands beside ${given[0]}; expected one of them`,
          'headers',
          index,
          given[1] as string,
        );
    }
  },
};
