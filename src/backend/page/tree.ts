import type { Span } from '../model.ts';

/** A row of the waterfall. */
export interface Row {
  readonly span: Span;
  readonly depth: number;
  /** Where the bar begins and how long it is, as parts of the trace, 0 to 1. */
  readonly offset: number;
  readonly width: number;
}

/** Many clocks tell milliseconds only; of two spans that start in the same one, the shorter was first. */
const byStart = (a: Span, b: Span): number =>
  a.startMillis - b.startMillis || a.durationMillis - b.durationMillis;

/**
 * The spans of a trace, each after its parent, siblings by start. A span whose parent is not there, or
 * that is its own ancestor, is a root.
 */
export const toRows = (spans: readonly Span[], startMillis: number, durationMillis: number): Row[] => {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const children = new Map<string, Span[]>();
  const roots: Span[] = [];
  for (const span of [...spans].sort(byStart)) {
    const parent = byId.get(span.parentSpanId);
    if (!parent || parent === span) roots.push(span);
    else children.set(parent.spanId, [...(children.get(parent.spanId) ?? []), span]);
  }
  const rows: Row[] = [];
  const placed = new Set<Span>();
  const total = Math.max(durationMillis, 1e-6);
  const place = (first: Span): void => {
    const stack = [{ span: first, depth: 0 }];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { span, depth } = next;
      if (placed.has(span)) continue;
      placed.add(span);
      const offset = Math.min(1, Math.max(0, (span.startMillis - startMillis) / total));
      rows.push({ span, depth, offset, width: Math.min(1 - offset, span.durationMillis / total) });
      for (const child of [...(children.get(span.spanId) ?? [])].reverse())
        stack.push({ span: child, depth: depth + 1 });
    }
  };
  for (const root of roots) place(root);
  // Spans that are each other's ancestors hang on no root.
  for (const span of spans) place(span);
  return rows;
};
