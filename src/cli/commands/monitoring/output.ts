import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DashboardCounts } from '../../../monitoring/index.ts';

export interface LinkOptions {
  readonly grafanaUrl: string;
  readonly runbookUrl: string;
  readonly jaegerUrl: string;
}

const asUrl = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw new InvalidArgumentError('a URL such as https://grafana.example is needed.');
  return text.replace(/\/+$/, '');
};

/** Where Prometheus serves runbooks with `--web.user-assets`. */
export const OWN_RUNBOOKS = '{{ $externalURL }}/user';

/** Where the links of alerts lead. */
export const withLinkOptions = (command: Command): Command =>
  command
    .option('--grafana-url <url>', 'where alerts link to dashboards', asUrl, 'http://localhost:3000')
    .option('--jaeger-url <url>', 'where alerts link to traces', asUrl, 'http://localhost:16686')
    .option(
      '--runbook-url <url>',
      'the folder that alerts link to for runbooks (default: "user" of Prometheus itself)',
      asUrl,
      OWN_RUNBOOKS,
    );

export interface CountOptions {
  readonly counts: DashboardCounts;
}

/** How dashboards count, which depends on what the server knows that they ask. */
export const withCountOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--counts <how>',
      'estimated: dashboards for every Prometheus, Mimir and Thanos; exact: with the selector "anchored"',
    )
      .choices(['estimated', 'exact'])
      .default('estimated'),
  );
