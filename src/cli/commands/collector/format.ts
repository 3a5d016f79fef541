import { pathText, placeText } from '../../../collector/document/node.ts';
import type { Problem, Severity } from '../../../collector/problem.ts';
import type { Io } from '../../io.ts';
import { createStyle } from '../../style.ts';

/** How problems are printed. */
export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export interface Report {
  /** The command, as it is shown. */
  readonly command: string;
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  /** The exit status is 0. */
  readonly isOk: boolean;
}

const count = (problems: readonly Problem[], severity: Severity): string => {
  const number = problems.filter((problem) => problem.severity === severity).length;
  return `${number} ${severity}${number === 1 ? '' : 's'}`;
};

const summaryOf = ({ problems }: Report): string =>
  (['error', 'warning', 'note'] as const)
    .filter((severity) => problems.some((problem) => problem.severity === severity))
    .map((severity) => count(problems, severity))
    .join(', ');

/** As many lines as somebody may look at; the other formats are for programs, and have all. */
const MAX_SHOWN = 1000;

const printText = (report: Report, io: Io): void => {
  const style = createStyle(io);
  const colour = { error: style.bad, warning: style.warn, note: style.dim };
  for (const { severity, place, message, id } of report.problems.slice(0, MAX_SHOWN))
    io.stdout(`${placeText(place, `${colour[severity](severity)}: ${message}`)} ${style.dim(`[${id}]`)}\n`);
  const rest = report.problems.length - MAX_SHOWN;
  if (rest > 0) io.stdout(`and ${rest} more; --format json has all of them\n`);
  io.stdout(
    report.problems.length === 0
      ? `${report.files.join(', ')}: ${style.good('nothing wrong')}\n`
      : `${summaryOf(report)}\n`,
  );
};

const printJson = ({ files, problems, isOk }: Report, io: Io): void => {
  const plain = problems.map(({ id, severity, place, path, message }) => ({
    id,
    severity,
    ...place,
    path: pathText(path),
    message,
  }));
  io.stdout(`${JSON.stringify({ ok: isOk, files, problems: plain })}\n`);
};

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const printSarif = ({ problems }: Report, io: Io): void => {
  const results = problems.map(({ id, severity, place, message }) => ({
    ruleId: id,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: place.file },
          region: { startLine: place.line, startColumn: place.column },
        },
      },
    ],
  }));
  const rules = [...new Set(problems.map(({ id }) => id))].map((id) => ({ id }));
  const run = { tool: { driver: { name: 'binnacle', rules } }, results };
  io.stdout(
    `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`,
  );
};

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const printGithub = ({ problems }: Report, io: Io): void => {
  for (const { id, severity, place, message } of problems) {
    const level = severity === 'note' ? 'notice' : severity;
    const where = `file=${escapeProperty(place.file)},line=${place.line},col=${place.column},title=${escapeProperty(id)}`;
    io.stdout(`::${level} ${where}::${escapeData(message)}\n`);
  }
};

const PRINT = { text: printText, json: printJson, sarif: printSarif, github: printGithub } as const;

export const printReport = (report: Report, format: Format, io: Io): void => PRINT[format](report, io);
