export type { Alert, AlertTest, ExpectedAlert, Runbook, Severity, Team, TestSeries } from './alert.ts';
export { alerts } from './alerts.generated.ts';
export { METRICS } from './catalogue/index.ts';
export { AUDIENCES, type Audience, type Dashboard } from './dashboard.ts';
export { dashboards } from './dashboards.generated.ts';
export { type KubernetesOptions, renderDashboardConfigMaps, renderPrometheusRules } from './kubernetes.ts';
export { defineMetric, type Metric, type MetricType, type Origin } from './metric.ts';
export { type AnsweredPanel, type DashboardData, dashboardData } from './preview/dashboard-data.ts';
export { formatValue } from './preview/format-value.ts';
export type { DashboardModel, PanelModel } from './preview/model.ts';
export { fieldOf, type PanelData } from './preview/panel-data.ts';
export type { AskPrometheus } from './preview/prometheus-api.ts';
export { renderHtml } from './preview/render-html.ts';
export { renderSvg } from './preview/svg/dashboard.ts';
export type { ThemeName } from './preview/svg/theme.ts';
export type { LabelValue, Matchers, Vector } from './queries.ts';
export { type RecordedMetric, type Recording, record } from './recording.ts';
export { recordings } from './recordings.generated.ts';
export { errorRatioIn, latency, requestRate, requestsIn } from './red.ts';
export { alertName, type Links, renderRule, renderRuleTest } from './render-alerts.ts';
export { recordingFile, renderRecording } from './render-recording.ts';
export { renderRunbook } from './render-runbook.ts';
export { renderAlertTable, renderDashboardTable, renderMetricTable } from './render-tables.ts';
export { parseOpenSlo } from './slo/parse-openslo.ts';
export { type ParsedSlos, parseSlos } from './slo/parse-slos.ts';
export { SLO_METRICS } from './slo/recorded.ts';
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
