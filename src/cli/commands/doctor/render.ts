import type { InstrumentationReport } from '../../../node/report/process-report.ts';
import type { Style } from '../../style.ts';
import { isSkewed } from './clock.ts';
import type { ClockSkew, DoctorResult, ProgramResult, SettingRow, SignalResult } from './result.ts';

const list = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part).join(', ');

const renderProgram = ({ command, ended, exitCode, signal, seconds }: ProgramResult): string => {
  const how = ended === 'by itself' ? `ended with ${signal ?? `status ${exitCode}`}` : `was ${ended}`;
  return `${command.join(' ')}: ${how} after ${seconds} s`;
};

const renderInstrumentations = (all: readonly InstrumentationReport[], style: Style): readonly string[] => {
  const width = Math.max(...all.map(({ name }) => name.length));
  const absent = all.filter(({ status }) => status === 'not-installed').map(({ name }) => name);
  const rows = all
    .filter(({ status }) => status !== 'not-installed')
    .map(({ name, status, packages, why }) => {
      const mark = { active: style.good('✓'), 'not-loaded': style.dim('–'), disabled: style.dim('–') }[
        status as string
      ];
      const what = [packages.join(', '), why].filter((part) => part).join(': ') || 'of Node.js itself';
      return `${mark ?? style.bad('✗')} ${name.padEnd(width)}  ${status === 'active' ? what : style.dim(what)}`;
    });
  return absent.length > 0 ? [...rows, style.dim(`  not installed: ${absent.join(', ')}`)] : rows;
};

const renderSignal = (row: SignalResult, style: Style): readonly string[] => {
  const { signal, result, url, protocol, compression, answer, latencyMillis } = row;
  const title = signal.padEnd(8);
  if (result === 'off') return [`${style.dim('–')} ${title} ${style.dim('not exported')}`];
  if (result === 'local') return [`${style.dim('–')} ${title} ${answer} ${style.dim('(not tried)')}`];
  const mark =
    { accepted: style.good('✓'), 'partly-accepted': style.warn('!') }[result as string] ?? style.bad('✗');
  const how = list([protocol, compression === 'none' ? undefined : compression]);
  const time = latencyMillis === undefined ? '' : ` in ${latencyMillis} ms`;
  return [`${mark} ${title} ${url} ${style.dim(`(${how})`)}`, `           ${answer}${time}`];
};

const renderClock = (clock: ClockSkew, style: Style): string => {
  const seconds = (millis: number): string => (millis / 1_000).toFixed(1);
  const apart = `${seconds(Math.abs(clock.skewMillis))} s ± ${seconds(clock.uncertaintyMillis)} s from the server's`;
  return `${isSkewed(clock) ? style.warn('!') : style.good('✓')} clock    ${apart}`;
};

const shown = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value);

const renderSettings = (rows: readonly SettingRow[], all: boolean, style: Style): readonly string[] => {
  const chosen = rows.filter(({ from }) => all || from !== 'default');
  const rest = rows.length - chosen.length;
  return [
    ...chosen.map(({ name, value, from, source }) => {
      const origin = source === undefined ? from : `${from}, ${source}`;
      return `  ${name} = ${value === null ? '' : shown(value)} ${style.dim(`(${origin})`)}`;
    }),
    ...(rest > 0
      ? [style.dim(`  ${rest} more have their defaults; --all shows them and the whole resource`)]
      : []),
  ];
};

/** What tells one service from another. */
const IDENTITY = /^(?:service\.(?:name|namespace|version)|deployment\.)/;

const renderResource = (resource: Readonly<Record<string, unknown>>, all: boolean): readonly string[] =>
  Object.entries(resource)
    .filter(([key]) => all || IDENTITY.test(key))
    .map(([key, value]) => `  ${key} = ${shown(value)}`);

/** The result for a person. */
export const renderResult = (result: DoctorResult, all: boolean, style: Style): string => {
  const { binnacle, node, program, processes, settings, signals, clock, problems, hints } = result;
  const [main, ...others] = processes;
  const resource = main ? renderResource(main.resource, all) : [];
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Versions', [`  Binnacle ${main?.binnacle ?? binnacle}, Node.js ${main?.node ?? node}`]],
    [
      'Program',
      [
        ...(program ? [`  ${renderProgram(program)}`] : []),
        ...(others.length > 0 ? [style.dim(`  and ${others.length} more processes with Binnacle`)] : []),
      ],
    ],
    [
      'Instrumentations',
      main && main.instrumentations.length > 0 ? renderInstrumentations(main.instrumentations, style) : [],
    ],
    [
      'Where data goes',
      [...signals.flatMap((row) => renderSignal(row, style)), ...(clock ? [renderClock(clock, style)] : [])],
    ],
    ['Resource', resource],
    ['Settings', renderSettings(settings, all, style)],
    ['Hints', hints.map((hint) => `  ${hint}`)],
    [
      problems.length === 0 ? style.good('No problem was found') : style.bad(`Problems: ${problems.length}`),
      problems.flatMap(({ severity, message, fix }) => [
        `${severity === 'error' ? style.bad('✗') : style.warn('!')} ${message}`,
        ...(fix === undefined ? [] : [`  ${style.bold(fix)}`]),
      ]),
    ],
  ];
  return sections
    .filter(([title, lines]) => lines.length > 0 || title.includes('No problem'))
    .map(([title, lines]) => [style.bold(title), ...lines, ''].join('\n'))
    .join('\n');
};
