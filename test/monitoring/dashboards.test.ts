import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { dashboards } from '../../src/monitoring/index.ts';
import { shipped } from '../integration/stack-files.ts';
import { asksPrometheus, modelOf, panelsOf, targetsOf } from './dashboard-queries.ts';

const COLUMNS = 24;

/** Panels that Grafana has without plugins, and that it has not given up as it has `graph`, `singlestat` and `table-old`. */
const PANEL_TYPES = ['stat', 'timeseries', 'table', 'logs'];

/** Grafana 12 writes it; an older one would not know what is new in it, and a newer one converts it when it is loaded. */
const SCHEMA_VERSION = 42;

/** On a screen of 1440 pixels a column is 60 wide: a number needs 240, a chart or a table 360. */
const LEAST_COLUMNS: Readonly<Record<string, number>> = { stat: 4, timeseries: 6, table: 8, logs: 12 };
const MOST_IN_A_ROW = 6;
const COLUMN_WIDTH = 60;
/** Pixels of a column of texts. */
const LEAST_TEXT = 100;

/** What is left: of a disk, on a line that goes on, and of an error budget. */
const MAY_BE_NEGATIVE = /predict_linear\(node_filesystem|^max by .*error_budget_left/;

test('uids are unique, and names of files', () => {
  const uids = dashboards.map((dashboard) => modelOf(dashboard).uid);
  expect(uids).toEqual(dashboards.map(({ id }) => id));
  expect(new Set(uids).size).toBe(uids.length);
});

test('dashboards of what has traces lead to them by exemplars', () => {
  const withExemplars = dashboards.filter((dashboard) =>
    panelsOf(dashboard).some((panel) => targetsOf(panel).some(({ exemplar }) => exemplar)),
  );
  expect(withExemplars.map(({ id }) => id).sort()).toEqual([
    'business',
    'database',
    'endpoint-detail',
    'errors',
    'external-calls',
    'service-overview',
    'uptime',
    'web-experience',
  ]);
});

interface DataSource {
  readonly uid: string;
  readonly type: string;
  readonly jsonData?: {
    readonly exemplarTraceIdDestinations?: readonly { readonly datasourceUid: string }[];
    readonly derivedFields?: readonly { readonly datasourceUid: string }[];
    readonly tracesToLogsV2?: { readonly datasourceUid: string };
  };
}

describe.each(['grafana/provisioning/datasources/binnacle.yaml', 'deploy/secure/datasources.yaml'])(
  'the data sources of %s',
  (file) => {
    const read = async (): Promise<readonly DataSource[]> =>
      parse(await readFile(shipped(file), 'utf8')).datasources;

    test('are those that dashboards ask', async () => {
      const types = Object.fromEntries((await read()).map(({ uid, type }) => [uid, type]));
      expect(types).toMatchObject({ prometheus: 'prometheus', loki: 'loki', jaeger: 'jaeger' });
    });

    test('lead to each other, exemplars to traces', async () => {
      const sources = await read();
      const typeOf = (wanted: string) => sources.find(({ uid }) => uid === wanted)?.type;
      const exemplars = sources.flatMap(({ jsonData }) => jsonData?.exemplarTraceIdDestinations ?? []);
      const records = sources.flatMap(({ jsonData }) => jsonData?.derivedFields ?? []);
      const traces = sources.flatMap(({ jsonData }) => jsonData?.tracesToLogsV2 ?? []);
      const types = [exemplars, records, traces].map((links) =>
        links.map(({ datasourceUid }) => typeOf(datasourceUid)),
      );
      expect(types).toEqual([['jaeger'], ['jaeger'], ['loki']]);
    });
  },
);

describe.each(dashboards.map((dashboard) => [dashboard.id, dashboard] as const))('%s', (_, dashboard) => {
  const panels = panelsOf(dashboard);

  test('panels have unique ids, titles, and a description', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(panels.filter(({ description }) => !description)).toEqual([]);
  });

  test('panels are of kinds that every Grafana has, in the format of today', () => {
    expect(panels.filter(({ type }) => !PANEL_TYPES.includes(type)).map(({ type }) => type)).toEqual([]);
    expect(modelOf(dashboard).schemaVersion).toBe(SCHEMA_VERSION);
  });

  test('the variable of the data source begins with one that is provisioned', () => {
    if (!asksPrometheus(dashboard)) return;
    const [source] = (modelOf(dashboard).templating?.list ?? []).filter(({ type }) => type === 'datasource');
    expect([source?.name, source?.query, source?.current?.value]).toEqual([
      'datasource',
      'prometheus',
      'prometheus',
    ]);
  });

  test('panels and queries ask the data source of the variable', () => {
    const sources = panels.flatMap((panel) => [
      panel.datasource,
      ...targetsOf(panel).map(({ datasource }) => datasource),
    ]);
    // Loki is one, and has no choice.
    const asked = [...new Set(sources.map((source) => source?.uid))];
    expect(asked).toEqual([asksPrometheus(dashboard) ? '$datasource' : 'loki']);
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

  test('nothing is too narrow on a screen of 1440 pixels', () => {
    const narrow = panels.filter(({ type, gridPos }) => (gridPos?.w ?? 0) < (LEAST_COLUMNS[type] ?? COLUMNS));
    expect(narrow.map(({ title, gridPos }) => `${title}: ${gridPos?.w}`)).toEqual([]);
    const rows = Object.groupBy(panels, ({ gridPos }) => String(gridPos?.y));
    const full = Object.values(rows).map((row) => row?.length ?? 0);
    expect(Math.max(...full)).toBeLessThanOrEqual(MOST_IN_A_ROW);
  });

  test('columns of tables have room on a screen of 1440 pixels', () => {
    const tight = panels.flatMap(({ title, type, gridPos, fieldConfig, transformations = [] }) => {
      if (type !== 'table') return [];
      const widths = (fieldConfig?.overrides ?? []).map(({ properties }) =>
        Number(properties.find(({ id }) => id === 'custom.width')?.value),
      );
      const organize = transformations.find(({ id }) => id === 'organize');
      const names = Object.keys((organize?.options as { renameByName: object }).renameByName);
      const texts = names.filter((name) => !name.startsWith('Value #')).length;
      const needed = widths.reduce((sum, width) => sum + width, 0) + texts * LEAST_TEXT;
      const room = (gridPos?.w ?? 0) * COLUMN_WIDTH;
      return needed > room ? [`${title}: ${needed} of ${room}`] : [];
    });
    expect(tight).toEqual([]);
  });

  test('no axis cuts off what may be less than nothing', () => {
    const cut = panels.filter(
      (panel) =>
        panel.fieldConfig?.defaults.min === 0 &&
        targetsOf(panel).some(({ expr }) => MAY_BE_NEGATIVE.test(expr)),
    );
    expect(cut.map(({ title }) => title)).toEqual([]);
  });

  test('every number has a unit, also in tables', () => {
    const without = panels.filter(({ type, fieldConfig, targets = [] }) => {
      if (type === 'logs') return false;
      const inTable = (fieldConfig?.overrides ?? []).filter(({ properties }) =>
        properties.some(({ id, value }) => id === 'unit' && value),
      );
      return type === 'table' ? inTable.length !== targets.length : !fieldConfig?.defaults.unit;
    });
    expect(without.map(({ title }) => title)).toEqual([]);
  });

  test('links of rows lead to dashboards that there are, and to variables that those have', () => {
    const paths = panels
      .flatMap(({ fieldConfig }) => (fieldConfig?.defaults.links ?? []) as readonly { url: string }[])
      .map(({ url }) => url)
      .filter((url) => url.startsWith('/d/'));
    for (const path of paths) {
      const [, id, query = ''] = /^\/d\/([\w-]+)\?(.*)$/.exec(path) ?? [];
      const target = dashboards.find((one) => one.id === id);
      const variables = target ? (modelOf(target).templating?.list ?? []).map(({ name }) => name) : [];
      const set = [...query.matchAll(/var-(\w+)=/g)].map(([, name]) => name);
      expect([path, set.filter((name) => !variables.includes(name ?? ''))]).toEqual([path, []]);
      expect(set.length).toBeGreaterThan(0);
    }
  });

  test('it can be refreshed every half second', () => {
    expect(modelOf(dashboard).timepicker?.refresh_intervals).toContain('500ms');
  });
});
