// Every panel of every dashboard with what it shows, on the real stack with the examples under a counted load.
import { parseArgs } from 'node:util';
import type { ReportedPanel } from '../test/integration/dashboard-report/report.ts';
import { runDashboardReport } from '../test/integration/dashboard-report/run.ts';
import { findBinaries } from '../test/integration/real-stack.ts';

const MAX_REQUESTS = 100_000;

const HELP = `npm run report:dashboards [-- options]

Starts Collector, Jaeger, Prometheus and Alertmanager with the examples, sends requests and counts them, and prints
every panel with what it shows or why it shows nothing, every rule, and the panels that the load generator knows the
numbers of beside those numbers. Needs a build. Exit status 1 where a query fails, a panel is empty without a reason or has
a value where it should be empty, or a number is not what was counted.

  --requests <n>  100 to ${MAX_REQUESTS}; 1000
  --json          print one line of JSON
  --help          print this
`;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const requests = Number(values.requests);
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (!Number.isInteger(requests) || requests < 100 || requests > MAX_REQUESTS) {
  console.error(
    `--requests: "${values.requests}" is not accepted; expected 100 to ${MAX_REQUESTS}\n\n${HELP}`,
  );
  process.exit(2);
}
const binaries = await findBinaries();
if (!binaries) process.exit(1);

const { panels, compared, rules } = await runDashboardReport(binaries, requests, (text) => {
  process.stderr.write(`${text}\n`);
});
const isFault = (state: ReportedPanel['state']): boolean => state !== 'value' && state !== 'empty';
const faults = [
  ...panels.filter(({ state }) => isFault(state)),
  ...compared.filter(({ holds }) => !holds),
  ...rules.filter(({ error }) => error),
].length;
if (values.json) console.log(JSON.stringify({ requests, panels, compared, rules, faults }));
else {
  let last = '';
  for (const { dashboard, panel, shows, state } of panels) {
    if (dashboard !== last) console.log(`\n${dashboard}`);
    last = dashboard;
    const mark = isFault(state) ? '!' : ' ';
    console.log(`${mark} ${panel.padEnd(34)} ${shows}`);
  }
  console.log('\nwhat the load generator counted');
  for (const { dashboard, panel, services, expected, shows, holds } of compared)
    console.log(
      `${holds ? ' ' : '!'} ${`${dashboard}, ${panel} (${services})`.padEnd(66)} counted ${expected}; shown ${shows}`,
    );
  console.log('\nrules, with the series that they have now');
  for (const { name, type, series, error } of rules)
    console.log(`${error ? '!' : ' '} ${name.padEnd(66)} ${type} ${series}${error ? `: ${error}` : ''}`);
  console.log(
    `\n${panels.length} panels, ${compared.length} compared, ${rules.length} rules: ${faults} faults`,
  );
}
process.exitCode = faults === 0 ? 0 : 1;
