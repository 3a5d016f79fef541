import { Command, Option } from 'commander';
import { compactGraph } from '../../../collector/graph/compact.ts';
import { graphOf } from '../../../collector/graph/graph.ts';
import { renderMermaid } from '../../../collector/graph/mermaid.ts';
import { renderSvg } from '../../../collector/graph/svg.ts';
import type { Io } from '../../io.ts';
import { checkPipeline } from './check-pipeline.ts';
import { readConfiguration } from './read-configuration.ts';

const RENDER = {
  mermaid: renderMermaid,
  json: (graph: ReturnType<typeof graphOf>) => `${JSON.stringify(graph)}\n`,
  svg: renderSvg,
} as const;

interface GraphOptions {
  readonly format: keyof typeof RENDER;
  readonly pipeline?: string;
  readonly compact?: boolean;
}

const NOTES = `
Draws receivers, pipelines with their processors in order, connectors and exporters. Components that no pipeline names
are not drawn. The same configuration gives the same text.
Exit status: 0 drawn; 2 a file could not be read, or there is no such pipeline.

Examples:
  $ binnacle collector graph collector.yaml
  $ binnacle collector graph collector.yaml sampling/production.yaml --format svg > collector.svg
  $ binnacle collector graph collector.yaml --pipeline traces/tenant-a
  $ binnacle collector graph tenants.yaml --compact --format svg > tenants.svg
`;

/** `binnacle collector graph`: the way that data takes, as a picture. */
export const createGraphCommand = (io: Io): Command =>
  new Command('graph')
    .description('draw the pipelines')
    .argument('<file...>', 'YAML files; - reads standard input')
    .addOption(
      new Option('--format <format>', 'what is written').choices(Object.keys(RENDER)).default('mermaid'),
    )
    .option('--pipeline <id>', 'only the way through this pipeline: those before it and behind it')
    .option('--compact', 'pipelines without their processors, and those that are alike as one')
    .addHelpText('after', NOTES)
    .action((files: readonly string[], { format, pipeline, compact = false }: GraphOptions) => {
      const root = readConfiguration(files, io);
      checkPipeline(root, pipeline);
      const graph = graphOf(root, pipeline);
      io.stdout(RENDER[format](compact ? compactGraph(graph) : graph));
    });
