export type { Alert, AlertTest, ExpectedAlert, Runbook, Severity, Team, TestSeries } from './alert.ts';
export { alertName } from './alert-name.ts';
export { alerts } from './alerts.generated.ts';
export {
  type AccessLine,
  accessPosition,
  accessRequest,
  accessSelector,
  accessTime,
} from './audit/access.ts';
export { type AuditRecord, type ChainFault, sealRecord, verifyChain } from './audit/chain.ts';
export { AUDIT_EVENTS, type AuditEvent } from './audit/event.ts';
export { AUDIT_SELECTOR, AUDIT_TENANT, auditRecords, auditRequest, type LokiStream } from './audit/loki.ts';
export { type ReadJson, readSnapshot } from './audit/read-servers.ts';
export { compareSnapshots, mergeSnapshots, type Snapshot, startEvent } from './audit/snapshot.ts';
export { METRICS } from './catalogue/index.ts';
export { AUDIENCES, type Audience, type Dashboard } from './dashboard.ts';
export { type DashboardCounts, dashboardModel } from './dashboard-counts.ts';
export { dashboards } from './dashboards.generated.ts';
export {
  type KubernetesOptions,
  renderAlertmanagerSecret,
  renderDashboardConfigMaps,
  renderPrometheusRules,
} from './kubernetes.ts';
export { defineMetric, type Metric, type MetricType, type Origin } from './metric.ts';
export { type AnsweredPanel, type DashboardData, dashboardData } from './preview/dashboard-data.ts';
export { formatValue } from './preview/format-value.ts';
export type { DashboardModel, PanelModel } from './preview/model.ts';
export { fieldOf, type PanelData } from './preview/panel-data.ts';
export type { AskPrometheus } from './preview/prometheus-api.ts';
export { renderHtml } from './preview/render-html.ts';
export { renderSvg } from './preview/svg/dashboard.ts';
export type { ThemeName } from './preview/svg/theme.ts';
export { type ParsedProbes, parseProbes } from './probes/parse-probes.ts';
export type { Heartbeat, Probe, ProbeKind, Probes } from './probes/probe.ts';
export { type ProbeFile, probeFiles, targetOf } from './probes/render-probes.ts';
export type { LabelValue, Matchers, Vector } from './promql/vector.ts';
export { type RecordedMetric, type Recording, record } from './recording.ts';
export { recordings } from './recordings.generated.ts';
export { errorRatioIn, latency, requestRate, requestsIn } from './red.ts';
export { type Links, renderRule, renderRuleTest } from './render-alerts.ts';
export { recordingFile, renderRecording } from './render-recording.ts';
export { renderRunbook } from './render-runbook.ts';
export { renderAlertTable, renderDashboardTable, renderMetricTable } from './render-tables.ts';
export type { Alertmanager } from './routing/alertmanager.ts';
export { alertmanagerConfig, renderAlertmanager, secretFiles } from './routing/alertmanager-config.ts';
export { type Decision, type Delivery, decide, type Inhibition } from './routing/decide.ts';
export { knownAlerts } from './routing/known-alerts.ts';
export type { Labels } from './routing/matchers/matcher.ts';
export { parseMatcher, parseMatchers } from './routing/matchers/parse-matchers.ts';
export { type ParsedRouting, parseRouting } from './routing/parse-routing.ts';
export { type ReadAlertmanager, readAlertmanager } from './routing/read-alertmanager.ts';
export { receiverTypes } from './routing/receivers.generated.ts';
export { renderInhibitionTable, renderReceiverTable } from './routing/render-docs.ts';
export { renderRoutingSchema } from './routing/render-schema.ts';
export { DEFAULT_ROUTING, type Routing } from './routing/routing.ts';
export { renderWatchdogRule, renderWatchdogTest, watchdogRunbook } from './routing/watchdog.ts';
export { type Channel, type Reduced, withoutChannels } from './routing/without-channels.ts';
export { type OwnRules, type RuleGroup, ruleGroups, ruleGroupsApart } from './rule-groups.ts';
export { parseOpenSlo } from './slo/parse-openslo.ts';
export { type ParsedSlos, parseSlos } from './slo/parse-slos.ts';
export { SLO_METRICS } from './slo/recorded.ts';
export { SLO_WRITER, sloFile } from './slo/render-slo.ts';
export { sloRunbooks } from './slo/runbooks.ts';
export {
  type CounterSelector,
  errorBudget,
  type Indicator,
  type RequestFilter,
  type SelectorMatcher,
  type Slo,
} from './slo/slo.ts';
export { type SloFile, sloRuleFiles, sloTestFiles } from './slo/slo-files.ts';
export { SLO_WINDOWS, type SloWindow } from './slo/windows.ts';
export { type FileOrigin, originOf } from './to-yaml.ts';
