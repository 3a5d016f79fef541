import { optional } from '../setting.ts';
import { anyText } from '../value-types.ts';

export const sources = {
  configFile: optional(
    'OTEL_CONFIG_FILE',
    anyText,
    'a [declarative configuration](declarative-configuration.md), YAML; it wins over all other `OTEL_*` variables',
  ),
} as const;
