import type { Environment } from '../settings/index.ts';
import { type Fault, START } from '../yaml/parse.ts';
import { anything, boolean, type Decoder, ignoreUnknown, integer, mapped, object } from './decode.ts';
import type { DecodeContext } from './place.ts';
import type { ConfigurationPlan, ExporterSettings } from './plan.ts';
import { distribution } from './sections/distribution.ts';
import { instrumentation } from './sections/instrumentation.ts';
import { loggerProvider } from './sections/logs.ts';
import { meterProvider } from './sections/metrics.ts';
import { propagator } from './sections/propagator.ts';
import { resourceSection } from './sections/resource.ts';
import { logLevel } from './sections/severity.ts';
import { tracerProvider } from './sections/traces.ts';
import { type MapNode, readTree, type TreeNode } from './tree.ts';

export interface ParsedConfiguration {
  /** Undefined where there are faults. */
  readonly plan: ConfigurationPlan | undefined;
  /** In the order of the file. */
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

export interface ParseOptions {
  /** For references in the file. */
  readonly env: Environment;
  /** The short names of the instrumentations that there are. */
  readonly instrumentations: readonly string[];
}

const FORMAT = /^(\d{1,6})\.(\d{1,6})(?:[-.].*)?$/;
const SUPPORTED_MAJOR = 1;
const SUPPORTED_MINOR = 1;
const FORMATS = '"1.0" and "1.1"';

const attributeLimits: Decoder<ExporterSettings> = mapped(
  object({ attribute_value_length_limit: integer(0), attribute_count_limit: integer(0) }),
  (own) => ({
    ...(own.attribute_value_length_limit !== undefined && {
      attributeValueLengthLimit: own.attribute_value_length_limit,
    }),
    ...(own.attribute_count_limit !== undefined && { attributeCountLimit: own.attribute_count_limit }),
  }),
);

const configuration = ({ env, instrumentations }: ParseOptions) =>
  object(
    {
      file_format: anything,
      disabled: boolean,
      log_level: logLevel,
      attribute_limits: attributeLimits,
      resource: resourceSection(env),
      propagator,
      tracer_provider: tracerProvider,
      meter_provider: meterProvider,
      logger_provider: loggerProvider,
      'instrumentation/development': instrumentation(instrumentations),
      distribution,
    },
    ignoreUnknown,
  );

const inOrder = (faults: readonly Fault[]): readonly Fault[] =>
  faults.toSorted((a, b) => a.line - b.line || a.column - b.column);

/** Whether the file is of a format that can be read, and of which: faults and warnings about the version itself. */
const minorOf = (root: MapNode, faults: Fault[], warnings: Fault[]): { minor: number; text: string } => {
  const entry = root.entries.find(({ key }) => key === 'file_format');
  if (!entry) {
    faults.push({ ...root.position, message: `"file_format" is missing; supported: ${FORMATS}` });
    return { minor: SUPPORTED_MINOR, text: '' };
  }
  const { value } = entry;
  const text = value.kind === 'scalar' ? (value.substituted ?? value.value) : undefined;
  const [, major, minor] = (typeof text === 'string' && FORMAT.exec(text)) || [];
  if (major === undefined || minor === undefined) {
    const hint = typeof text === 'number' ? 'in quotes; ' : '';
    faults.push({
      ...value.position,
      message: `file_format: expected a version, ${hint}supported: ${FORMATS}`,
    });
    return { minor: SUPPORTED_MINOR, text: '' };
  }
  const version = `${major}.${minor}`;
  if (Number(major) !== SUPPORTED_MAJOR)
    faults.push({
      ...value.position,
      message: `file_format: "${version}" is not supported; supported: ${FORMATS}`,
    });
  else if (Number(minor) > SUPPORTED_MINOR)
    warnings.push({
      ...value.position,
      message: `file_format: "${version}" is newer than "${SUPPORTED_MAJOR}.${SUPPORTED_MINOR}"; what is new in it is not known here`,
    });
  return { minor: Number(minor), text: version };
};

const without = <T>(entries: readonly (T | undefined)[] | undefined): readonly T[] =>
  (entries ?? []).filter((entry) => entry !== undefined);

type Model = NonNullable<ReturnType<ReturnType<typeof configuration>>>;

const planOf = (model: Model, fileFormat: string): ConfigurationPlan => {
  const traces = without(model.tracer_provider?.processors);
  const metrics = without(model.meter_provider?.readers);
  const logs = without(model.logger_provider?.processors);
  const settings: ExporterSettings = {
    sdkDisabled: model.disabled ?? false,
    ...(model.log_level && { logLevel: model.log_level }),
    ...model.attribute_limits,
    ...(model.resource?.settings ?? { resourceDetectors: ['none'] }),
    propagators: model.propagator ?? ['none'],
    ...model.tracer_provider?.limits,
    ...model.logger_provider?.limits,
    disabledInstrumentations: model['instrumentation/development'] ?? [],
    ...model.distribution,
  };
  // Without a sampler a preset of ours decides, where one is set; else the default of the specification is also ours.
  return {
    fileFormat,
    settings,
    traces,
    metrics,
    logs,
    sampler: model.tracer_provider?.sampler,
    views: without(model.meter_provider?.views),
    loggers: model.logger_provider?.['logger_configurator/development'],
    resource: model.resource?.plan ?? { attributes: {}, detected: undefined, schemaUrl: undefined },
  };
};

/**
 * Reads a declarative configuration, format 1.0 and 1.1. Pure; never throws for what the file says.
 * https://opentelemetry.io/docs/specs/otel/configuration/data-model/
 */
export const parseConfiguration = (text: string, options: ParseOptions): ParsedConfiguration => {
  const tree = readTree(text, options.env);
  const faults: Fault[] = [...tree.faults];
  const warnings: Fault[] = [];
  const { root } = tree;
  if (root?.kind !== 'map') {
    if (faults.length === 0)
      faults.push({
        ...(root?.position ?? START),
        message: 'expected keys and values, of which file_format is the first',
      });
    return { plan: undefined, faults: inOrder(faults), warnings };
  }
  const { minor, text: fileFormat } = minorOf(root, faults, warnings);
  const context: DecodeContext = { faults, warnings, minor };
  const model = configuration(options)(root as TreeNode, { path: '', context });
  const plan = model && faults.length === 0 ? planOf(model, fileFormat) : undefined;
  return { plan, faults: inOrder(faults), warnings: inOrder(warnings) };
};
