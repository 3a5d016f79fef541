import { describe, expect, test } from '@jest/globals';
import { dashboards } from '../../src/monitoring/index.ts';
import { modelOf, panelsOf, targetsOf } from './dashboard-queries.ts';

const COLUMNS = 24;

test('uids are unique, and names of files', () => {
  const uids = dashboards.map((dashboard) => modelOf(dashboard).uid);
  expect(uids).toEqual(dashboards.map(({ id }) => id));
  expect(new Set(uids).size).toBe(uids.length);
});

describe.each(dashboards.map((dashboard) => [dashboard.id, dashboard] as const))('%s', (_, dashboard) => {
  const panels = panelsOf(dashboard);

  test('panels have unique ids, titles, and a description', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(panels.filter(({ description }) => !description)).toEqual([]);
  });

  test('panels and queries ask the data source of the variable', () => {
    const sources = panels.flatMap((panel) => [
      panel.datasource,
      ...targetsOf(panel).map(({ datasource }) => datasource),
    ]);
    // Loki is one, and has no choice.
    const asked = [...new Set(sources.map((source) => source?.uid))];
    expect(asked).toEqual([dashboard.id === 'logs' ? 'loki' : '$datasource']);
  });

  test('panels lie on the grid and on no other panel', () => {
    const taken = new Map<string, string>();
    for (const { title = '', gridPos } of panels) {
      const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
      expect(w * h).toBeGreaterThan(0);
      expect(x + w).toBeLessThanOrEqual(COLUMNS);
      for (let i = 0; i < w * h; i++) {
        const cell = `${x + (i % w)},${y + Math.floor(i / w)}`;
        expect([title, taken.get(cell)]).toEqual([title, undefined]);
        taken.set(cell, title);
      }
    }
  });

  test('it can be refreshed every second', () => {
    expect(modelOf(dashboard).timepicker?.refresh_intervals).toContain('1s');
  });
});
