import { Command, InvalidArgumentError, Option } from 'commander';
import type {
  AskPrometheus,
  DashboardCounts,
  DashboardData,
  DashboardModel,
  ThemeName,
} from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { readText } from '../../read-text.ts';
import { createAskPrometheus } from './ask-prometheus.ts';
import { writePng } from './write-png.ts';

const NOTES = `
DASHBOARD is the name of one of the dashboards (service-overview, runtime, ...) or a file with Grafana's JSON model.
The end of --out decides: .svg, .html (one file that needs nothing else; light or dark as the reader has it), or .png,
which needs Chromium or Chrome on this machine (BINNACLE_CHROMIUM names one). Times are in UTC.
Counts are exact where Prometheus knows the selector "anchored", and estimated otherwise, which is said.
Panels of numbers, lines and tables are drawn; dots of exemplars and marks of deployments are not.
Exit status: 0, 1 where a panel's query failed (the picture says which and why), 2 where there is no such dashboard or
no Prometheus, the file cannot be written or the command line is wrong.

Examples:
  $ binnacle monitoring preview service-overview --prometheus http://localhost:9090 --out overview.html
  $ binnacle monitoring preview runtime --prometheus http://localhost:9090 --out runtime.png --var service=shop/orders --from now-6h
  $ binnacle monitoring preview grafana/dashboards/services/slo.json --prometheus http://localhost:9090 --out slo.svg --theme dark
`;

const FORMATS = ['svg', 'html', 'png'] as const;
type Format = (typeof FORMATS)[number];

/** What is legible: below, panels have no room; above, no screen shows it. */
const LEAST_WIDTH = 640;
const MOST_WIDTH = 8_000;

interface PreviewOptions {
  readonly prometheus: string;
  readonly out: string;
  readonly from?: string;
  readonly to?: string;
  readonly var: Readonly<Record<string, readonly string[]>>;
  readonly theme?: ThemeName;
  readonly width: number;
  readonly json?: boolean;
}

const asUrl = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw new InvalidArgumentError('a URL such as http://localhost:9090 is needed.');
  return text;
};

const asVariable = (
  text: string,
  previous: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> => {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('a variable such as service=shop/orders is needed.');
  return { ...previous, [name]: [...(previous[name] ?? []), value] };
};

const asWidth = (text: string): number => {
  const width = Number(text);
  if (Number.isInteger(width) && width >= LEAST_WIDTH && width <= MOST_WIDTH) return width;
  throw new InvalidArgumentError(`pixels from ${LEAST_WIDTH} to ${MOST_WIDTH} are needed.`);
};

const formatOf = (file: string): Format => {
  const format = FORMATS.find((known) => file.toLowerCase().endsWith(`.${known}`));
  if (format) return format;
  throw new UsageError(`--out: "${file}" is not accepted; expected a file that ends in .svg, .html or .png`);
};

// Loaded when it is asked for: other commands should not wait for it.
const load = () => import('../../../monitoring/index.ts');

const readModel = async (name: string, io: Io): Promise<DashboardModel> => {
  const { dashboards } = await load();
  const known = dashboards.find(({ id }) => id === name);
  if (known) return known.build() as DashboardModel;
  if (!name.endsWith('.json'))
    throw new UsageError(
      `there is no dashboard "${name}"; expected a file such as dashboard.json, or one of ${dashboards
        .map(({ id }) => id)
        .join(', ')}`,
    );
  const text = readText(name, io);
  try {
    const model = JSON.parse(text) as DashboardModel;
    if (Array.isArray(model.panels)) return model;
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
  throw new UsageError(`${name}: this is no dashboard, it has no "panels"`);
};

/** The variables that there are, so that a wrong name is not just ignored. */
const checkVariables = ({ templating }: DashboardModel, { var: given }: PreviewOptions): void => {
  const names = (templating?.list ?? []).filter(({ type }) => type === 'query').map(({ name }) => name);
  for (const name of Object.keys(given))
    if (!names.includes(name))
      throw new UsageError(
        `--var: the dashboard has no variable "${name}"; it has ${names.join(', ') || 'none'}`,
      );
};

/** Counts as exact as this server can: it may not know the selector that exact ones need. */
const countsOf = async (ask: AskPrometheus, url: string, io: Io): Promise<DashboardCounts> => {
  try {
    await ask('query', { query: 'increase(up[1m] anchored)' });
    return 'exact';
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Another fault is one of each panel, which then says it.
    if (!/anchored/.test((error as Error).message)) return 'exact';
    const { origin } = new URL(url);
    io.stderr(
      `${origin}: does not know the selector "anchored", so counts are estimated; --enable-feature=promql-extended-range-selectors of Prometheus makes them exact\n`,
    );
    return 'estimated';
  }
};

const write = async (data: DashboardData, options: PreviewOptions, format: Format, io: Io): Promise<void> => {
  const { renderHtml, renderSvg } = await load();
  const { out, width, theme } = options;
  if (format === 'png') return writePng(out, renderSvg(data, width, theme ?? 'light'), io);
  const text = format === 'html' ? renderHtml(data, width, theme) : renderSvg(data, width, theme ?? 'light');
  try {
    io.writeFile(out, text);
  } catch (error) {
    throw new UsageError(`${out}: cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
};

const runPreview = async (name: string, options: PreviewOptions, io: Io): Promise<void> => {
  const format = formatOf(options.out);
  const model = await readModel(name, io);
  checkVariables(model, options);
  const { dashboardData, dashboardModel } = await load();
  const { from, to, width, prometheus } = options;
  const request = { from, to, variables: options.var, nowMillis: Date.now(), widthPixels: width };
  const ask = createAskPrometheus(prometheus);
  // Where there is no Prometheus, this says so, and not every panel.
  await ask('query', { query: 'vector(1)' });
  const counts = await countsOf(ask, prometheus, io);
  const shown = dashboardModel({ build: () => model }, counts) as DashboardModel;
  const data = await dashboardData(shown, request, ask).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  });
  await write(data, options, format, io);
  const failed = data.panels.flatMap(({ panel, error }) =>
    error === undefined ? [] : [{ panel: panel.title ?? '', error }],
  );
  if (failed.length > 0) io.exitCode = 1;
  if (options.json) {
    io.stdout(`${JSON.stringify({ file: options.out, panels: data.panels.length, failed })}\n`);
    return;
  }
  io.stdout(`${options.out}: ${data.panels.length} panels\n`);
  for (const { panel, error } of failed) io.stderr(`${panel}: ${error}\n`);
};

/** `binnacle monitoring preview`: a picture of a dashboard, without Grafana. */
export const createPreviewCommand = (io: Io): Command =>
  new Command('preview')
    .description('draw a dashboard from a live Prometheus, without Grafana')
    .argument('<dashboard>', 'the name of a dashboard, or a JSON file')
    .requiredOption('--prometheus <url>', 'the Prometheus to ask; may have user:password@', asUrl)
    .requiredOption('--out <file>', 'where to write: .svg, .html or .png')
    .option('--from <time>', 'now-6h or a date and time (default: what the dashboard begins with)')
    .option('--to <time>', 'now, now-1h or a date and time')
    .option(
      '--var <name=value>',
      'a variable of the dashboard; repeatable, also for several values',
      asVariable,
      {},
    )
    .addOption(new Option('--theme <theme>', 'of the picture; HTML has both').choices(['light', 'dark']))
    .option('--width <pixels>', 'of the picture', asWidth, 1_440)
    .option('--json', 'print what was written, and what failed, as JSON')
    .addHelpText('after', NOTES)
    .action((name: string, options: PreviewOptions) => runPreview(name, options, io));
