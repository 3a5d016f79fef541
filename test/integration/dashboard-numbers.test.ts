import { beforeAll, describe, expect, test } from '@jest/globals';
import { EMPTY_BY_REASON } from './dashboard-report/empty-panels.ts';
import { type DashboardReport, runDashboardReport } from './dashboard-report/run.ts';
import { findBinaries } from './real-stack.ts';

const binaries = await findBinaries();
const withStack = binaries ? describe : describe.skip;

const REQUESTS = 400;
/** What a machine causes that has much else to do: rules once a second come too late. None may fail, see below. */
const BUSY_MACHINE = ['EventLoopLag', 'RulesFailing'];

withStack('dashboards and rules on the real stack, with the examples under a counted load', () => {
  let report: DashboardReport;
  beforeAll(async () => {
    if (binaries) report = await runDashboardReport(binaries, REQUESTS);
  }, 240_000);

  test('no query of a panel fails', () => {
    expect(report.panels.filter(({ state }) => state === 'error')).toEqual([]);
  });

  test('every panel has a value, but for those that have a reason to have none', () => {
    const wrong = report.panels.filter(({ state }) => state === 'unexplained' || state === 'unexpected');
    expect(wrong).toEqual([]);
    const empty = report.panels.filter(({ state }) => state === 'empty');
    const names = empty.map(({ dashboard, panel }) => `${dashboard}, ${panel}`);
    expect(names.sort()).toEqual([...EMPTY_BY_REASON.keys()].sort());
  });

  test('the numbers are those that the load generator counted', () => {
    expect(report.compared.length).toBeGreaterThan(25);
    expect(report.compared.filter(({ holds }) => !holds)).toEqual([]);
  });

  test('no rule fails, and alerts are about what is wrong and nothing else', () => {
    expect(report.rules.filter(({ error }) => error)).toEqual([]);
    const alerts = report.rules.filter(({ type, series }) => type === 'alerting' && series > 0);
    const names = alerts.map(({ name }) => name).filter((name) => !BUSY_MACHINE.includes(name));
    // node-exporter is no part of this stack, and Prometheus is told to ask it; the watchdog always fires.
    expect(names.sort()).toEqual([
      'EndpointErrorRatio',
      'EndpointLatency',
      'ErrorNew',
      'HostDown',
      'SlaViolated',
      'Watchdog',
    ]);
  });
});
