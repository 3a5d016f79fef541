import { Command, Option } from 'commander';
import { explainConfiguration } from '../../../collector/explain/explain.ts';
import { renderExplanation } from '../../../collector/explain/render.ts';
import { type Graph, graphOf } from '../../../collector/graph/graph.ts';
import { renderMermaid } from '../../../collector/graph/mermaid.ts';
import { renderSvg } from '../../../collector/graph/svg.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { checkPipeline } from './check-pipeline.ts';
import { loadSchema } from './load-schema.ts';
import { readConfiguration } from './read-configuration.ts';

const SIGNALS = ['traces', 'metrics', 'logs'] as const;

const GRAPHS = ['mermaid', 'svg'] as const;

const RENDER = {
  mermaid: (graph: Graph) => `\`\`\`mermaid\n${renderMermaid(graph)}\`\`\`\n`,
  svg: renderSvg,
} as const;

const NOTES = `
Says what happens to a span, a metric, a log record: where it comes in, what each processor does, what is dropped and
when, where it goes and what waits in which queue. Values are those with which the Collector runs, defaults included.
Secrets are not shown. --json has the graph of the pipelines too, as text for Mermaid. --graph puts it behind the words:
a block of Mermaid, as Markdown has it, or an SVG image, of all pipelines or those of --pipeline.
Exit status: 0 explained; 2 a file could not be read, or there is no such pipeline.

Examples:
  $ binnacle collector explain collector.yaml
  $ binnacle collector explain collector.yaml sampling/production.yaml --signal traces
  $ binnacle collector explain collector.yaml --pipeline traces/tenant-a
  $ binnacle collector explain collector.yaml --graph mermaid > collector.md
  $ binnacle collector explain --json - < collector.yaml
`;

interface ExplainOptions {
  readonly signal?: (typeof SIGNALS)[number];
  readonly pipeline?: string;
  readonly json?: boolean;
  readonly graph?: (typeof GRAPHS)[number];
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
    .addOption(new Option('--graph <format>', 'the picture behind the words').choices(GRAPHS))
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .addHelpText('after', NOTES)
    .action((files: readonly string[], options: ExplainOptions) => {
      const { signal, pipeline, json, graph, collectorVersion } = options;
      if (json && graph) throw new UsageError('--json has the graph already; --graph is for the text');
      const schema = loadSchema(packageRoot, collectorVersion, io);
      const root = readConfiguration(files, io);
      checkPipeline(root, pipeline);
      const explanation = explainConfiguration(root, schema, signal, pipeline);
      if (json) io.stdout(`${JSON.stringify(explanation)}\n`);
      else io.stdout(renderExplanation(explanation));
      if (graph) io.stdout(`\n${RENDER[graph](graphOf(root, pipeline))}`);
    });
