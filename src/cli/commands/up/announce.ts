import type { Io } from '../../io.ts';
import { type PageSetup, pageHints } from '../../page-setup.ts';
import { createStyle } from '../../style.ts';
import type { Choice } from './choose.ts';

/** Says where everything is, once it is there. Hints are `[title, text]`, and not part of the JSON. */
export type Announce = (
  urls: Readonly<Record<string, string>>,
  hints: readonly (readonly [title: string, text: string])[],
  /** Where data of pages is taken. */
  pages?: PageSetup,
) => void;

const TITLES: Readonly<Record<string, string>> = {
  page: 'Page',
  grafana: 'Grafana',
  jaeger: 'Jaeger',
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
  otlpHttp: 'OTLP over HTTP',
  otlpGrpc: 'OTLP over gRPC',
  browsers: 'OTLP of pages',
};

const NAMES = { docker: 'the Docker stack', embedded: 'the embedded backend' } as const;

/** One line that says what was chosen and why; nothing where the output is JSON. */
export const announceChoice = ({ mode, reason }: Choice, json: boolean, io: Io): void => {
  if (!json) io.stdout(`Starting ${NAMES[mode]}, because ${reason}.\n`);
};

export const createAnnounce = (choice: Choice, json: boolean, io: Io): Announce => {
  const { bold, dim } = createStyle(io);
  if (json)
    return (urls, _, pages) => io.stdout(`${JSON.stringify({ ...choice, urls, ...(pages && { pages }) })}\n`);
  return (urls, hints, pages) => {
    const rows = Object.entries(urls).map(([key, url]) => [TITLES[key] ?? key, bold(url)] as const);
    const lines = [...rows, ...hints, ...(pages ? pageHints(pages) : [])].map(
      ([title, text]) => `  ${dim(title.padEnd(20))} ${text}\n`,
    );
    io.stdout(`\n${lines.join('')}\n`);
  };
};
