import type { TypeRule } from '../type-rule.ts';

const SOURCES = ['cname', 'dns', 'lookup', 'os'];

export const rule: TypeRule = {
  type: 'processor/resourcedetectionprocessor/internal/system.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/resourcedetectionprocessor/internal/system/config.go',
  good: 'processors: { resource_detection: { detectors: [system], system: { hostname_sources: [os] } } }',
  bad: 'processors: { resource_detection: { detectors: [system], system: { hostname_sources: [kernel] } } }',
  *check(view) {
    for (const [index, source] of view.texts('hostname_sources').entries())
      if (!SOURCES.includes(source))
        yield view.fault(
          `"${source}" is not known; expected ${SOURCES.join(', ')}`,
          'hostname_sources',
          index,
        );
  },
};
