import { expect, test } from '@jest/globals';
import { checkTopology } from '../../../src/collector/generate/check-topology.ts';
import { judgeTopology } from './judge.ts';
import { pairwise, topologyOf } from './pairs.ts';

const SEED = 7;

const rows = pairwise(SEED).map((row) => ({ row, topology: topologyOf(row) }));
const usable = rows.filter(({ topology }) => checkTopology(topology).length === 0);

test('most of what is combined can be generated', () => {
  expect(usable.length).toBeGreaterThan(rows.length / 3);
});

/** Every so many rows are judged with all of their redaction. */
const WHOLE_EVERY = 30;

test.each(usable.map(({ row, topology }, index) => [JSON.stringify(row), topology, index] as const))(
  'nothing is found in %s',
  (_, topology, index) => expect(judgeTopology(topology, index % WHOLE_EVERY === 0)).toEqual([]),
);
