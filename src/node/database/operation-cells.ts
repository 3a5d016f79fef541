import type { Attributes, AttributeValue, Histogram } from '@opentelemetry/api';
import { bindHistogram, type RecordValue } from '../../sdk/bound-histogram.ts';

const SUMMARY = 'db.query.summary';

/** Those of the span's attributes that have few values, beside what the query is. */
const DIMENSIONS = [
  'db.system.name',
  'db.operation.name',
  'db.collection.name',
  'db.namespace',
  'db.response.status_code',
  'error.type',
  'server.address',
  'server.port',
] as const;

/** Different summaries of a process. Tables that are named by a tenant or a day would be ever more. */
export const MAX_SUMMARIES = 200;
const OTHER = '{other}';
/** Sets of one summary that are remembered; beyond them recording is slower and the same. */
const MAX_CELLS = 64;

interface Cell {
  readonly values: readonly (AttributeValue | undefined)[];
  readonly record: RecordValue;
}

const isOf = ({ values }: Cell, span: Attributes): boolean => {
  for (let i = 0; i < DIMENSIONS.length; i++) if (values[i] !== span[DIMENSIONS[i] as string]) return false;
  return true;
};

const dimensionsOf = (span: Attributes, summary: AttributeValue | undefined): Attributes => {
  const attributes: Attributes = {};
  for (const key of DIMENSIONS) {
    const value = span[key];
    if (value !== undefined) attributes[key] = value;
  }
  if (summary !== undefined) attributes[SUMMARY] = summary;
  return Object.freeze(attributes);
};

/** Measures one operation by what its span says; it is found by its summary first and then by the rest. */
export const createOperationCells = (histogram: Histogram): ((seconds: number, span: Attributes) => void) => {
  const bySummary = new Map<AttributeValue, Cell[]>();
  /** Of stores that are not asked by statements. */
  const withoutSummary: Cell[] = [];
  const ofOthers: Cell[] = [];

  const cellsOf = (summary: AttributeValue | undefined): Cell[] => {
    if (summary === undefined) return withoutSummary;
    const known = bySummary.get(summary);
    if (known) return known;
    if (bySummary.size >= MAX_SUMMARIES) return ofOthers;
    const cells: Cell[] = [];
    bySummary.set(summary, cells);
    return cells;
  };

  return (seconds, span) => {
    const summary = span[SUMMARY];
    const cells = cellsOf(summary);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as Cell;
      if (isOf(cell, span)) {
        cell.record(seconds);
        return;
      }
    }
    const attributes = dimensionsOf(span, cells === ofOthers ? OTHER : summary);
    if (cells.length >= MAX_CELLS) {
      histogram.record(seconds, attributes);
      return;
    }
    const record = bindHistogram(histogram, attributes);
    cells.push({ values: DIMENSIONS.map((key) => span[key]), record });
    record(seconds);
  };
};
