import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PlacedPanel } from './panels.ts';

/** A panel's place on the grid of 24 columns. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Grafana’s grid: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
const COLUMNS = 24;

/** Panels side by side. */
export interface Row {
  /** Units of the grid, of 30 pixels and a gap each. */
  readonly height: number;
  readonly panels: readonly PlacedPanel[];
}

export const row = (height: number, ...panels: readonly PlacedPanel[]): Row => ({ height, panels });

/** Numbers across the top, and what needs room below. */
export const NUMBERS = 4;
export const CHART = 8;
export const TABLE = 9;

/** The panels of all rows at their places: those of a row share its width. */
export const layOut = (rows: readonly Row[]): Builder<Panel>[] => {
  const placed: Builder<Panel>[] = [];
  let y = 0;
  for (const { height, panels } of rows) {
    panels.forEach((panel, index) => {
      const x = Math.round((COLUMNS * index) / panels.length);
      const end = Math.round((COLUMNS * (index + 1)) / panels.length);
      placed.push(panel({ x, y, w: end - x, h: height }, placed.length + 1));
    });
    y += height;
  }
  return placed;
};
