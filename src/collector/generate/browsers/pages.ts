import { quote } from '../redaction/ottl.ts';
import { weightStatements } from './weight.ts';

/** Segments of a path that say which one, and not what kind: those with digits but short ones, and long ones. */
const ID = '(?:[0-9]+|[^/]*[0-9][^/]{2,}|[^/]{2,}[0-9][^/]*|[^/]*[@%\\[][^/]*|[^/]{40,})';

/** So many segments tell pages apart. */
const MOST_SEGMENTS = 6;

/** A URL, or its fragment where a router uses that as path, as a pattern in `cache`. */
const template = (cache: string, url: string): readonly string[] => {
  const path = '^https?://[^/?#]+(?P<path>/[^?#]*)';
  const fragment = '#!?(?P<path>/[^?#]*)';
  const take = (pattern: string) =>
    `set(${cache}, ExtractPatterns(${url}, ${quote(pattern)})["path"]) where ${url} != nil and IsMatch(${url}, ${quote(pattern)})`;
  const replace = (pattern: string, by: string) =>
    `replace_pattern(${cache}, ${quote(pattern)}, ${quote(by)}) where ${cache} != nil`;
  return [
    take(path),
    take(fragment),
    // Twice, because a match takes the stroke that the next one begins with.
    replace(`/${ID}(/|$)`, '/:id$1'),
    replace(`/${ID}(/|$)`, '/:id$1'),
    replace(`^((?:/[^/]+){${MOST_SEGMENTS}})/.*$`, '$1/…'),
  ];
};

const TEMPLATE = 'log.attributes["url.template"]';
const FINGERPRINT = 'log.attributes["binnacle.error.fingerprint"]';
const KIND = 'log.attributes["browser.error.kind"]';
const IS_EXCEPTION = 'log.event_name == "exception"';

/** Vitals tell of the URL that they were measured at: there may be another route by now. */
const templateStatements = [
  ...template('log.cache["page"]', 'log.attributes["browser.document.url.full"]'),
  ...template('log.cache["measured"]', 'log.attributes["url.full"]'),
  'set(log.cache["page"], log.cache["measured"]) where log.event_name == "browser.web_vital" and log.cache["measured"] != nil',
  `delete_key(log.attributes, "url.template") where log.event_name == "browser.web_vital" and log.attributes["url.full"] != log.attributes["browser.document.url.full"] and log.cache["measured"] != nil`,
  `set(${TEMPLATE}, log.cache["page"]) where ${TEMPLATE} == nil and log.cache["page"] != nil`,
];

const kind = (name: string, event: string): string =>
  `set(${KIND}, "${name}") where log.event_name == "${event}"`;

const errorStatements = [
  kind('caught', 'exception'),
  `set(${KIND}, log.attributes["exception.mechanism"]) where ${IS_EXCEPTION} and log.attributes["exception.mechanism"] != nil`,
  kind('csp', 'browser.csp_violation'),
  kind('crash', 'browser.tab_crash'),
  `set(log.attributes["error.type"], log.attributes["exception.type"]) where ${IS_EXCEPTION}`,
  'set(log.attributes["error.type"], log.attributes["browser.csp_violation.directive"]) where log.event_name == "browser.csp_violation"',
  `delete_key(log.attributes, "binnacle.error.fingerprint") where ${FINGERPRINT} != nil and not IsMatch(${FINGERPRINT}, ${quote('^[0-9a-f]{16}$')})`,
  `set(log.cache["said"], log.attributes["exception.message"]) where ${IS_EXCEPTION}`,
  ...[
    [`"[^"]*"|'[^']*'|\`[^\`]*\``, '<text>'],
    ['https?://[^\\s"\'<>]+', '<url>'],
    ['[\\w.:-]*[0-9][\\w.:-]*', '<id>'],
  ].map(
    ([pattern = '', by = '']) =>
      `replace_pattern(log.cache["said"], ${quote(pattern)}, ${quote(by)}) where log.cache["said"] != nil`,
  ),
  `set(${FINGERPRINT}, Substring(SHA256(Concat([log.attributes["exception.type"], log.cache["said"]], " ")), 0, 16)) where ${IS_EXCEPTION} and ${FINGERPRINT} == nil and log.cache["said"] != nil`,
];

/** Which page an event is of, and which group an error belongs to, where the page itself has not said. */
export const pagesProcessor = (): object => ({
  error_mode: 'ignore',
  log_statements: [{ context: 'log', statements: [...templateStatements, ...errorStatements] }],
});

/** Longer values than this are no names. */
const MOST_TEXT = 200;

const OF_RESOURCE = [
  'binnacle.device.class',
  'user_agent.name',
  'user_agent.version',
  'geo.country.iso_code',
];

const OUTCOME = 'log.attributes["browser.view.outcome"]';
const outcome = (name: string, condition: string): string =>
  `set(${OUTCOME}, "${name}") where log.event_name == "browser.view" and ${condition}`;

const HOST = '^https?://(?P<host>[^/?#:@]+)';

/** The attributes that metrics are split by; on a copy, so that records do not have them twice. */
export const metricAttributesProcessor = (): object => ({
  error_mode: 'ignore',
  log_statements: [
    {
      context: 'log',
      statements: [
        ...OF_RESOURCE.map(
          (key) =>
            `set(log.attributes[${quote(key)}], resource.attributes[${quote(key)}]) where resource.attributes[${quote(key)}] != nil`,
        ),
        ...weightStatements,
        outcome('slow', 'true'),
        outcome('success', 'log.attributes["browser.view.success"] == true'),
        outcome('abandoned', 'log.attributes["browser.view.abandoned"] == true'),
        outcome('error', 'log.attributes["browser.view.errors"] > 0'),
        'set(log.attributes["browser.funnel.name"], log.event_name) where log.attributes["funnel.step"] != nil',
        'replace_pattern(log.attributes["browser.element"], "[0-9]+", "0") where log.attributes["browser.element"] != nil',
        'set(log.attributes["browser.resource.type"], log.attributes["browser.resource_error.type"]) where log.attributes["browser.resource_error.type"] != nil',
        `set(log.attributes["server.address"], ExtractPatterns(log.attributes["browser.resource_error.url"], ${quote(HOST)})["host"]) where log.attributes["browser.resource_error.url"] != nil and IsMatch(log.attributes["browser.resource_error.url"], ${quote(HOST)})`,
        `truncate_all(log.attributes, ${MOST_TEXT})`,
      ],
    },
  ],
  trace_statements: [
    {
      context: 'span',
      statements: [
        ...template('span.cache["path"]', 'span.attributes["url.full"]'),
        'set(span.attributes["browser.request.template"], span.cache["path"]) where span.cache["path"] != nil',
        `truncate_all(span.attributes, ${MOST_TEXT})`,
      ],
    },
  ],
});
