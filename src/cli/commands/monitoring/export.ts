import { Command, InvalidArgumentError, Option } from 'commander';
import type { Links } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import { type LinkOptions, type OutputFile, withLinkOptions, writeOutput } from './output.ts';
import { nameOfFile, readRouting } from './routing-file.ts';

const NOTES = `
Formats:
  files        what Prometheus, Mimir and Thanos load as rules and Grafana as dashboards:
               rules/*.yaml, tests/*.yaml for "promtool test rules", dashboards/<audience>/*.json, runbooks/*.md,
               and alertmanager.yml
  kubernetes   prometheus-rules.yaml, objects of the Prometheus operator,
               dashboards.yaml, ConfigMaps for the sidecar of Grafana's Helm chart, and
               alertmanager-config.yaml, a Secret for "configSecret" of an Alertmanager object
Without --routing, the configuration of Alertmanager shows alerts and tells nobody.
The rules need no feature flags. Dashboards count exactly with those of docker-compose.monitoring.yml.
Files that are there are replaced; no other file is touched.
Exit status: 0, or 2 where the command line is wrong, --routing has a fault or a file cannot be written.

Examples:
  $ binnacle monitoring export --output monitoring --grafana-url https://grafana.example
  $ binnacle monitoring export --output monitoring --routing routing.yaml
  $ binnacle monitoring export --format kubernetes --namespace observability --label release=prometheus --output k8s
  $ kubectl apply -f k8s
`;

interface ExportOptions extends LinkOptions {
  readonly output: string;
  readonly format: 'files' | 'kubernetes';
  readonly namespace: string;
  readonly label: Readonly<Record<string, string>>;
  readonly routing?: string;
  readonly json?: boolean;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const asNamespace = (text: string): string => {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError('small letters, digits and hyphens are needed.');
  return text;
};

const asLabels = (text: string, previous: Readonly<Record<string, string>>): Record<string, string> => {
  const [, name, value] = /^([A-Za-z0-9][\w./-]*)=([\w.-]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('a label such as release=prometheus is needed.');
  return { ...previous, [name]: value };
};

const linksOf = ({ grafanaUrl, runbookUrl, jaegerUrl }: ExportOptions): Links => ({
  grafanaUrl,
  runbookUrl,
  jaegerUrl,
});

// Loaded when it is asked for: other commands should not wait for it.
const load = () => import('../../../monitoring/index.ts');

const COMMAND = 'binnacle monitoring export';

/** The configuration of Alertmanager, from the file of `--routing` or telling nobody. */
const alertmanagerText = async ({ routing }: ExportOptions, io: Io): Promise<string> => {
  const { DEFAULT_ROUTING, renderAlertmanager } = await load();
  return routing === undefined
    ? renderAlertmanager(DEFAULT_ROUTING, 'no routing.yaml', COMMAND)
    : renderAlertmanager(await readRouting(routing, io), nameOfFile(routing), COMMAND);
};

const exportFiles = async (options: ExportOptions, io: Io): Promise<OutputFile[]> => {
  const monitoring = await load();
  const { alerts, dashboards, recordings, recordingFile } = monitoring;
  const links = linksOf(options);
  return [
    ...recordings.map((recording) => ({
      path: `rules/${recordingFile(recording)}`,
      text: monitoring.renderRecording(recording),
    })),
    ...alerts.flatMap((alert) => [
      { path: `rules/${alert.id}.yaml`, text: monitoring.renderRule(alert, links) },
      { path: `tests/${alert.id}.yaml`, text: monitoring.renderRuleTest(alert, links) },
      { path: `runbooks/${alert.id}.md`, text: monitoring.renderRunbook(alert) },
    ]),
    { path: 'rules/watchdog.yaml', text: monitoring.renderWatchdogRule(links) },
    { path: 'tests/watchdog.yaml', text: monitoring.renderWatchdogTest(links) },
    { path: 'runbooks/watchdog.md', text: monitoring.watchdogRunbook },
    { path: 'alertmanager.yml', text: await alertmanagerText(options, io) },
    ...dashboards.map(({ id, audience, build }) => ({
      path: `dashboards/${audience}/${id}.json`,
      text: `${JSON.stringify(build(), undefined, 2)}\n`,
    })),
  ];
};

const exportKubernetes = async (options: ExportOptions, io: Io): Promise<OutputFile[]> => {
  const { renderAlertmanagerSecret, renderDashboardConfigMaps, renderPrometheusRules } = await load();
  const objects = { namespace: options.namespace, labels: options.label };
  return [
    { path: 'prometheus-rules.yaml', text: renderPrometheusRules(objects, linksOf(options)) },
    { path: 'dashboards.yaml', text: renderDashboardConfigMaps(objects) },
    {
      path: 'alertmanager-config.yaml',
      text: renderAlertmanagerSecret(objects, await alertmanagerText(options, io)),
    },
  ];
};

/** `binnacle monitoring export`: dashboards, rules, runbooks and Alertmanager's configuration for a stack of one's own. */
export const createExportCommand = (io: Io): Command =>
  withLinkOptions(
    new Command('export')
      .description(
        "write dashboards, alert rules, their tests, runbooks and Alertmanager's configuration for a stack of your own",
      )
      .requiredOption('--output <folder>', 'where to write; folders that are missing are made')
      .addOption(
        new Option('--format <format>', 'what to write').choices(['files', 'kubernetes']).default('files'),
      ),
  )
    .option('--namespace <name>', 'of the Kubernetes objects', asNamespace, 'monitoring')
    .option('--label <name=value>', 'a label of the Kubernetes objects; repeatable', asLabels, {})
    .option('--routing <file>', 'routing.yaml: who is told of what')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', NOTES)
    .action(async (options: ExportOptions) => {
      const files = await (options.format === 'files'
        ? exportFiles(options, io)
        : exportKubernetes(options, io));
      const paths = writeOutput(options.output, files, io);
      if (options.json) io.stdout(`${JSON.stringify({ files: paths })}\n`);
      else io.stdout(`${paths.length} files in ${options.output}\n`);
    });
