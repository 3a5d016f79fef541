// What messages say, as Go templates: https://prometheus.io/docs/alerting/latest/notifications/
// Only what alert rules say of themselves: summary, description with the value, links, name, service, severity, team.
// Other labels, which may have a user's address or id where somebody made one, do not get into them.

/** More than this is not read on a phone; the rest is on Alertmanager's page. */
const SHOWN_ALERTS = 5;
const SUMMARY_CHARACTERS = 200;
const DESCRIPTION_CHARACTERS = 400;
/** A longer link is left out: half a link leads nowhere. */
const LINK_CHARACTERS = 400;

const LINKS = [
  ['runbook_url', 'Runbook'],
  ['dashboard_url', 'Dashboard'],
  ['trace_url', 'Traces'],
] as const;

/** The first alert of those that matter, as `$first`, and all of them as `$alerts`. */
const FIRST =
  '{{ $alerts := .Alerts.Firing }}{{ if eq .Status "resolved" }}{{ $alerts = .Alerts.Resolved }}{{ end }}{{ $first := index $alerts 0 }}';

/** `[CRITICAL] shop/orders: GET /orders fails (+2)`, in at most so many characters. */
export const title = (characters: number): string =>
  `${FIRST}{{ $state := "RESOLVED" }}{{ if eq .Status "firing" }}{{ $state = or $first.Labels.severity "firing" | toUpper }}{{ end }}` +
  '{{ $more := "" }}{{ if gt (len $alerts) 1 }}{{ $more = len (slice $alerts 1) | printf " (+%d)" }}{{ end }}' +
  `{{ printf "[%s] %.${characters - 40}s%s" $state (or $first.Annotations.summary $first.Labels.alertname "an alert") $more | printf "%.${characters}s" }}`;

/** A value of the first alert. */
export const ofFirst = (value: string): string => `${FIRST}{{ $first.${value} }}`;

/** By the severity of the first alert. */
export const bySeverity = (critical: string, warning: string): string =>
  `${FIRST}{{ if eq $first.Labels.severity "warning" "info" }}${warning}{{ else }}${critical}{{ end }}`;

/** The links of the first alert, for services that have a place for links. */
export const links = LINKS.map(([annotation, text]) => ({
  href: `${FIRST}{{ with $first.Annotations.${annotation} }}{{ if le (len .) ${LINK_CHARACTERS} }}{{ . }}{{ end }}{{ end }}`,
  text,
}));

/** How a service writes what. */
export interface Writing {
  /** A template's value with what means something to the service made harmless. */
  readonly safe: string;
  readonly bold: (text: string) => string;
  readonly link: (url: string, text: string) => string;
  readonly newline: string;
}

export const PLAIN: Writing = {
  safe: '',
  bold: (text) => text,
  link: (url, text) => `${text}: ${url}\n`,
  newline: '\n',
};

/** Discord and Teams. */
export const MARKDOWN: Writing = {
  safe: ' | reReplaceAll "([\\\\[\\\\]*_`])" "\\\\$1"',
  bold: (text) => `**${text}**`,
  link: (url, text) => `[${text}](${url}) `,
  newline: '\n\n',
};

/** https://docs.slack.dev/messaging/formatting-message-text#escaping: with `<!channel>` a route could call everybody. */
export const SLACK: Writing = {
  safe: ' | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"',
  bold: (text) => `*${text}*`,
  link: (url, text) => `<${url}|${text}> `,
  newline: '\n',
};

/** Templates of HTML escape by themselves. */
export const HTML: Writing = {
  safe: '',
  bold: (text) => `<b>${text}</b>`,
  link: (url, text) => `<a href="${url}">${text}</a> `,
  newline: '<br>\n',
};

const alertText = ({ safe, bold, link, newline }: Writing): string =>
  bold(`{{ or .Annotations.summary .Labels.alertname | printf "%.${SUMMARY_CHARACTERS}s"${safe} }}`) +
  newline +
  `{{ with .Annotations.description }}{{ printf "%.${DESCRIPTION_CHARACTERS}s" .${safe} }}${newline}{{ end }}` +
  LINKS.map(
    ([annotation, text]) =>
      `{{ with .Annotations.${annotation} }}{{ if le (len .) ${LINK_CHARACTERS} }}${link('{{ . }}', text)}{{ end }}{{ end }}`,
  ).join('') +
  newline;

const listText = (list: string, writing: Writing): string =>
  `{{ range $i, $alert := ${list} }}{{ if lt $i ${SHOWN_ALERTS} }}{{ with $alert }}${alertText(writing)}{{ end }}{{ end }}{{ end }}` +
  `{{ if gt (len ${list}) ${SHOWN_ALERTS} }}{{ len (slice ${list} ${SHOWN_ALERTS}) }} more: {{ .ExternalURL }}${writing.newline}{{ end }}`;

/** All that fires, then all that is over. */
export const body = (writing: Writing): string =>
  `${listText('.Alerts.Firing', writing)}{{ if .Alerts.Resolved }}${writing.bold('Resolved')}${writing.newline}${listText('.Alerts.Resolved', writing)}{{ end }}`;
