/** What a trace is made of, whatever backend it comes from. */
export interface SpanNode {
  readonly id: string;
  readonly parentId: string;
  readonly service: string;
  /** In lower case, as OTLP names it. */
  readonly kind: string;
  /** Whether it carries a statement; a connection that is made has a span, too. */
  readonly isQuery: boolean;
}

/** The spans from the root down to the database, as `service kind`; empty where no database call is joined. */
export const joinedServices = (spans: readonly SpanNode[]): string[] => {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const query = spans.find(({ isQuery }) => isQuery);
  const path: string[] = [];
  for (let span = query; span; span = byId.get(span.parentId)) {
    path.unshift(`${span.service} ${span.isQuery ? 'query' : span.kind}`);
  }
  return path;
};
