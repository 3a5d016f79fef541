import { readFileSync } from 'node:fs';
import { parseConfiguration } from '../core/configuration/parse-configuration.ts';
import type { ConfigurationPlan, LoggerRules } from '../core/configuration/plan.ts';
import { chooseNode } from '../core/sampling/choose-node.ts';
import {
  type Environment,
  type RedactText,
  type ResolvedSettings,
  resolveSettings,
} from '../core/settings/index.ts';
import { isIncluded, matchesWildcard } from '../core/wildcard.ts';
import { at } from '../core/yaml/parse.ts';
import { createSamplerTree } from '../sdk/sampler-tree.ts';
import { metricReaderOf } from './config-file/metric-reader.ts';
import { createView } from './config-file/views.ts';
import { createSampler } from './sampling/create-sampler.ts';
import type { StartExtras } from './start-extras.ts';

export interface ReadConfigFile extends ResolvedSettings {
  /** Undefined where the file cannot be used. */
  readonly extras: StartExtras | undefined;
}

/** What the file has no word for: the variables of ours. All others are the file's, and it wins. */
const withoutStandard = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('BINNACLE_')));

const configuratorOf = ({ fallback, rules }: LoggerRules) => {
  return ({ name }: { readonly name: string }) =>
    rules.find((each) => matchesWildcard(each.name, name))?.rule ?? fallback;
};

const extrasOf = (plan: ConfigurationPlan): StartExtras => {
  const { sampler, views, loggers, resource } = plan;
  const { detected } = resource;
  return {
    traces: plan.traces,
    metrics: plan.metrics.map(metricReaderOf),
    logs: plan.logs,
    chooseSampler: (settings) => sampler && chooseNode(sampler, settings),
    createSampler: (settings, context) =>
      sampler && !chooseNode(sampler, settings)
        ? createSamplerTree(sampler, { settings, create: (choice) => createSampler(choice, context) })
        : undefined,
    createViews: (types) => views.map((view) => createView(view, types)),
    loggerConfigurator: loggers && configuratorOf(loggers),
    resource,
    keepsDetected: (name) => detected === undefined || isIncluded(detected, name),
  };
};

const WITHOUT =
  'OTEL_CONFIG_FILE: the service runs without telemetry until the file is right; to check it: binnacle config check';

const NO_TAIL =
  'OTEL_CONFIG_FILE: there is no tail sampling, because the sampler of the file looks at single spans';

const off = (env: Environment, warnings: readonly string[], redact: RedactText): ReadConfigFile => ({
  ...resolveSettings(withoutStandard(env), { sdkDisabled: true }, redact),
  extras: undefined,
  warnings: [...warnings, WITHOUT],
});

/**
 * Reads the file of `OTEL_CONFIG_FILE`. A chunk of its own, loaded only where that is set. A file that cannot be used
 * is said line by line, and nothing is started: guessing what was meant might send data where it must not go.
 */
export const readConfigFile = (
  file: string,
  env: Environment,
  instrumentations: readonly string[],
  redact: RedactText,
): ReadConfigFile => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return off(env, [`OTEL_CONFIG_FILE: ${JSON.stringify(file)} cannot be read (${reason})`], redact);
  }
  const { plan, faults, warnings } = parseConfiguration(text, { env, instrumentations });
  const lines = (all: typeof faults) => all.map((fault) => at(file, fault, fault.message));
  if (!plan) return off(env, lines(faults), redact);
  const resolved = resolveSettings(withoutStandard(env), plan.settings, redact);
  const { sampler } = plan;
  const isTailLost = sampler && resolved.settings.tailSampling && !chooseNode(sampler, resolved.settings);
  const sources = Object.entries(resolved.sources).map(([key, source]) => [
    key,
    source.from === 'code' ? { from: 'file', name: file } : source,
  ]);
  return {
    settings: resolved.settings,
    sources: Object.fromEntries(sources),
    extras: extrasOf(plan),
    warnings: [...lines(warnings), ...resolved.warnings, ...(isTailLost ? [NO_TAIL] : [])],
  };
};
