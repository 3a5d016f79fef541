import { isPermissions } from '../../go/permissions.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/fileexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/fileexporter/config.go',
  good: 'exporters: { file: { path: ./out.json, rotation: { max_megabytes: 10 } } }',
  bad: 'exporters: { file: { path: ./out.json, append: true, rotation: {} } }',
  *check(view) {
    const path = view.text('path');
    if (path === '') yield view.fault('is missing; expected the path of a file', 'path');
    if (view.flag('append') && view.at('rotation').node)
      yield view.fault('is not possible together with append', 'rotation');
    const format = view.text('format');
    if (format !== 'json' && format !== 'proto') yield view.fault('expected json or proto', 'format');
    const compression = view.text('compression');
    if (compression !== '' && compression !== 'zstd')
      yield view.fault('expected zstd or nothing', 'compression');
    if (view.number('flush_interval') < 0)
      yield view.fault('is negative; expected 0 or more', 'flush_interval');
    if (view.flag('group_by', 'enabled')) {
      if (!/^[^*]+\*[^*]*$/.test(path))
        yield view.fault('expected one *, and not at the start, for group_by', 'path');
      if (view.text('group_by', 'resource_attribute') === '')
        yield view.fault('is empty; expected the name of an attribute', 'group_by', 'resource_attribute');
    }
    const permissions = view.text('directory_permissions');
    if (view.flag('create_directory')) {
      if (permissions !== '' && !isPermissions(permissions))
        yield view.fault('expected octal permissions such as 0755', 'directory_permissions');
    } else if (permissions !== '') yield view.fault('needs create_directory: true', 'directory_permissions');
  },
};
