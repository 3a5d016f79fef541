import { Command, Option } from 'commander';
import { explainConfiguration } from '../../../collector/explain/explain.ts';
import { renderExplanation } from '../../../collector/explain/render.ts';
import type { Io } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { checkPipeline } from './check-pipeline.ts';
import { loadSchema } from './load-schema.ts';
import { readConfiguration } from './read-configuration.ts';

const SIGNALS = ['traces', 'metrics', 'logs'] as const;

const NOTES = `
Says what happens to a span, a metric, a log record: where it comes in, what each processor does, what is dropped and
when, where it goes and what waits in which queue. Values are those with which the Collector runs, defaults included.
Secrets are not shown. --json has the graph of the pipelines too, as text for Mermaid.
Exit status: 0 explained; 2 a file could not be read, or there is no such pipeline.

Examples:
  $ binnacle collector explain collector.yaml
  $ binnacle collector explain collector.yaml sampling/production.yaml --signal traces
  $ binnacle collector explain collector.yaml --pipeline traces/tenant-a
  $ binnacle collector explain --json - < collector.yaml
`;

interface ExplainOptions {
  readonly signal?: (typeof SIGNALS)[number];
  readonly pipeline?: string;
  readonly json?: boolean;
  readonly collectorVersion?: string;
}

/** `binnacle collector explain`: what happens to what arrives, step by step, in words. */
export const createExplainCommand = (io: Io, packageRoot: PackageRoot): Command =>
  new Command('explain')
    .description('say what happens to a span, a metric, a log record')
    .argument('<file...>', 'YAML files; - reads standard input')
    .addOption(
      new Option('--signal <signal>', 'only this signal, and what connectors make of it').choices(SIGNALS),
    )
    .option('--pipeline <id>', 'only the way through this pipeline: those before it and behind it')
    .option('--json', 'as JSON')
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .addHelpText('after', NOTES)
    .action((files: readonly string[], { signal, pipeline, json, collectorVersion }: ExplainOptions) => {
      const schema = loadSchema(packageRoot, collectorVersion, io);
      const root = readConfiguration(files, io);
      checkPipeline(root, pipeline);
      const explanation = explainConfiguration(root, schema, signal, pipeline);
      io.stdout(json ? `${JSON.stringify(explanation)}\n` : renderExplanation(explanation));
    });
