import { quote } from './ottl.ts';

/** Attributes that stand, while the statements run, for texts that are no attributes. */
const PREFIX = 'binnacle.redaction.';
const BORROWED_KEYS = '^binnacle\\.redaction\\.';

/** The attribute of that name, among these. */
export const borrowed = (attributes: string, name: string): string => `${attributes}["${PREFIX}${name}"]`;

/** The attributes that stood for texts go. */
export const endStatements = (attributes: string): string[] => [
  `delete_matching_keys(${attributes}, ${quote(BORROWED_KEYS)})`,
];

/** A text beside the attributes. */
interface Text {
  readonly path: string;
  /** The attribute that stands for it. */
  readonly as: string;
  /** When it is cleaned. */
  readonly condition?: string;
}

/** Where statements run, and what is cleaned there. */
export interface Place {
  readonly context: 'resource' | 'scope' | 'span' | 'spanevent' | 'datapoint' | 'log';
  readonly attributes: string;
  readonly texts: readonly Text[];
  /** URLs and queries come as attributes. */
  readonly hasUrls?: boolean;
  /** Statements for databases come as attributes. */
  readonly hasQueries?: boolean;
  /** Most have addresses under names of the semantic conventions. */
  readonly hasUsualNames?: boolean;
  /** Attributes that no pattern may change, beside those of the policy. */
  readonly spared?: readonly string[];
  /** A map or a list may be the body. */
  readonly hasBody?: boolean;
}

/**
 * Resource attributes that are identifiers. One UUID in some ten thousand reads like a card number to a pattern
 * without its check digit, and a changed identifier would be another instance.
 */
const IDENTIFIERS = ['service\\.instance\\.id', 'container\\.id', 'host\\.id', 'k8s\\.pod\\.uid'];

const place = (
  context: Place['context'],
  texts: readonly (readonly [name: string, condition?: string])[],
  more: Partial<Place> = {},
): Place => ({
  context,
  attributes: `${context}.attributes`,
  texts: texts.map(([name, condition]) => ({
    path: `${context}.${name}`,
    as: borrowed(`${context}.attributes`, name),
    ...(condition && { condition }),
  })),
  ...more,
});

/** What the samplers write of themselves: https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/ */
const OTHER_STATE = 'not IsMatch(span.trace_state, "^(?:ot=[^,]*)?$$")';

export const RESOURCE = place('resource', [], { spared: [`^(?:${IDENTIFIERS.join('|')})$`] });
export const SCOPE = place('scope', [['name'], ['version']]);
export const SPAN = place('span', [['name'], ['status.message'], ['trace_state', OTHER_STATE]], {
  hasUrls: true,
  hasQueries: true,
  hasUsualNames: true,
});
export const SPAN_EVENT = place('spanevent', [['name']], { hasUrls: true, hasQueries: true });
export const DATA_POINT = place('datapoint', []);
export const LOG = place('log', [['event_name'], ['body', 'IsString(log.body)']], {
  hasUrls: true,
  hasQueries: true,
  hasBody: true,
});
