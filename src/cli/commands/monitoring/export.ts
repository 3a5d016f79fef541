import { Command, InvalidArgumentError, Option } from 'commander';
import type { Links } from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { readEarlier } from './earlier-files.ts';
import { type Output, type OutputFile, printOutput, writeOrCompare } from './generated-output.ts';
import { type CountOptions, type LinkOptions, withCountOption, withLinkOptions } from './output.ts';
import { type OwnRuleOptions, readOwnRules, withOwnRuleOptions } from './own-rules.ts';
import { nameOfFile, readRouting } from './routing-file.ts';

const NOTES = `
Formats:
  files        what Prometheus, Mimir and Thanos load as rules and Grafana as dashboards:
               rules/*.yaml, tests/*.yaml for "promtool test rules", dashboards/<audience>/*.json, runbooks/*.md,
               and alertmanager.yml
  kubernetes   prometheus-rules.yaml, objects of the Prometheus operator,
               dashboards.yaml, ConfigMaps for the sidecar of Grafana's Helm chart, and
               alertmanager-config.yaml, a Secret for "configSecret" of an Alertmanager object;
               with --slo and --probes, the rules of those files too ("binnacle monitoring slo" and
               "binnacle monitoring probes" write them as files)
Without --routing, the configuration of Alertmanager shows alerts and tells nobody.
The rules need no feature flags. With --counts exact, dashboards ask for what was counted and not for an estimate, which
Prometheus does with --enable-feature=promql-extended-range-selectors, and Mimir with
-query-frontend.enabled-promql-extended-range-selectors=anchored.
Files that are there are replaced. Rules and tests of alerts that an earlier version had are removed: their first line says
that they were written from src/monitoring, and what does not say so is left alone.
With --check, nothing is written, and what would change is told.
Exit status: 0, 1 where --check found what would change, or 2 where the command line is wrong, a file that is read has a fault or one cannot be written.

Examples:
  $ binnacle monitoring export --output monitoring --grafana-url https://grafana.example
  $ binnacle monitoring export --output monitoring --routing routing.yaml
  $ binnacle monitoring export --format kubernetes --namespace observability --label release=prometheus --output k8s
  $ binnacle monitoring export --format kubernetes --slo slo.yaml --probes probes.yaml --output k8s
  $ kubectl apply -f k8s
`;

interface ExportOptions extends LinkOptions, OwnRuleOptions, CountOptions {
  readonly output: string;
  readonly format: 'files' | 'kubernetes';
  readonly namespace: string;
  readonly label: Readonly<Record<string, string>>;
  readonly routing?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const asNamespace = (text: string): string => {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError('small letters, digits and hyphens are needed.');
  return text;
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const DNS_LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const WORD = '[A-Za-z0-9](?:[\\w.-]{0,61}[A-Za-z0-9])?';
const LABEL = new RegExp(`^((?:(?=.{1,253}/)${DNS_LABEL}(?:\\.${DNS_LABEL})*/)?${WORD})=((?:${WORD})?)$`);

const asLabels = (text: string, previous: Readonly<Record<string, string>>): Record<string, string> => {
  const [, name, value] = LABEL.exec(text) ?? [];
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

/** What rules and tests say that they were written by, wherever they are written. */
const GENERATOR = 'npm run generate';

/** The configuration of Alertmanager, from the file of `--routing` or telling nobody. */
const alertmanagerText = async ({ routing }: ExportOptions, io: Io): Promise<string> => {
  const { DEFAULT_ROUTING, renderAlertmanager } = await load();
  return routing === undefined
    ? renderAlertmanager(DEFAULT_ROUTING, 'no routing.yaml', COMMAND)
    : renderAlertmanager(await readRouting(routing, io), nameOfFile(routing), COMMAND);
};

const refuseOwnRules = ({ slo, probes }: OwnRuleOptions): void => {
  for (const [name, file] of Object.entries({ slo, probes }))
    if (file !== undefined)
      throw new UsageError(
        `--${name} goes with --format kubernetes; "binnacle monitoring ${name} ${file} --output <folder>" writes files`,
      );
};

const exportFiles = async (options: ExportOptions, io: Io): Promise<OutputFile[]> => {
  refuseOwnRules(options);
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
      text: `${JSON.stringify(monitoring.dashboardModel({ build }, options.counts), undefined, 2)}\n`,
    })),
  ];
};

/** Rules and their tests that this command wrote and does not write any more: of alerts that are no longer there. */
const leftOver = async (folder: string, files: readonly OutputFile[], io: Io): Promise<readonly string[]> => {
  const earlier = await readEarlier(folder, ['rules', 'tests'], GENERATOR, io);
  const paths = new Set(files.map(({ path }) => path));
  return earlier.flatMap(({ path, origin }) =>
    origin.source.startsWith('src/monitoring/') && !paths.has(path) ? [path] : [],
  );
};

const exportKubernetes = async (options: ExportOptions, io: Io): Promise<OutputFile[]> => {
  const { renderAlertmanagerSecret, renderDashboardConfigMaps, renderPrometheusRules } = await load();
  const own = await readOwnRules(options, io);
  const objects = { namespace: options.namespace, labels: options.label };
  return [
    { path: 'prometheus-rules.yaml', text: renderPrometheusRules(objects, linksOf(options), own) },
    { path: 'dashboards.yaml', text: renderDashboardConfigMaps(objects, options.counts) },
    {
      path: 'alertmanager-config.yaml',
      text: renderAlertmanagerSecret(objects, await alertmanagerText(options, io)),
    },
  ];
};

/** `binnacle monitoring export`: dashboards, rules, runbooks and Alertmanager's configuration for a stack of one's own. */
export const createExportCommand = (io: Io): Command => {
  const command = new Command('export')
    .description(
      "write dashboards, alert rules, their tests, runbooks and Alertmanager's configuration for a stack of your own",
    )
    .requiredOption('--output <folder>', 'where to write; folders that are missing are made')
    .addOption(
      new Option('--format <format>', 'what to write').choices(['files', 'kubernetes']).default('files'),
    );
  return withCountOption(withOwnRuleOptions(withLinkOptions(command)))
    .option('--namespace <name>', 'of the Kubernetes objects', asNamespace, 'monitoring')
    .option('--label <name=value>', 'a label of the Kubernetes objects; repeatable', asLabels, {})
    .option('--routing <file>', 'routing.yaml: who is told of what')
    .option('--check', 'write nothing, and exit with 1 where a file there would change')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', NOTES)
    .action(async (options: ExportOptions) => {
      const files = await (options.format === 'files'
        ? exportFiles(options, io)
        : exportKubernetes(options, io));
      const { check = false, format, output: folder } = options;
      const stale = format === 'files' ? await leftOver(folder, files, io) : [];
      const output: Output = { folder, files, stale };
      const result = writeOrCompare(output, check, io);
      if (options.json) io.stdout(`${JSON.stringify(result)}\n`);
      else printOutput(output, check, result, io);
    });
};
