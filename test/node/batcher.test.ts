import { describe, expect, jest, test } from '@jest/globals';
import { diag } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { createBatcher } from '../../src/node/batcher.ts';

const OPTIONS = {
  noun: 'items',
  signal: 'traces' as const,
  scheduleDelayMillis: 60_000,
  exportTimeoutMillis: 60_000,
  maxQueueSize: 10,
  maxExportBatchSize: 4,
};

type Done = (result: ExportResult) => void;

/** Keeps each batch until the test answers it. */
const createExporter = () => {
  const batches: number[][] = [];
  const open: Done[] = [];
  return {
    batches,
    open,
    answer: (code = ExportResultCode.SUCCESS) => open.shift()?.({ code }),
    exporter: {
      export: (items: number[], done: Done) => {
        batches.push(items);
        open.push(done);
      },
      shutdown: jest.fn(async () => {}),
    },
  };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('createBatcher', () => {
  test('exports a full batch at once and one batch at a time', async () => {
    const { batches, answer, exporter } = createExporter();
    const batcher = createBatcher(exporter, OPTIONS);
    for (let i = 0; i < 9; i++) batcher.add(i);
    expect(batches).toEqual([[0, 1, 2, 3]]);
    answer();
    await settle();
    expect(batches).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
  });

  test('a flush waits until everything was exported', async () => {
    const { batches, answer, open, exporter } = createExporter();
    const batcher = createBatcher(exporter, OPTIONS);
    for (let i = 0; i < 6; i++) batcher.add(i);
    let flushed = false;
    const flush = batcher.forceFlush().then(() => {
      flushed = true;
    });
    answer();
    await settle();
    expect({ flushed, open: open.length }).toEqual({ flushed: false, open: 1 });
    answer();
    await flush;
    expect(batches.flat()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('exports after the delay what fills no batch', async () => {
    const { batches, exporter } = createExporter();
    const batcher = createBatcher(exporter, { ...OPTIONS, scheduleDelayMillis: 1 });
    batcher.add(1);
    const deadline = performance.now() + 5_000;
    while (batches.length === 0 && performance.now() < deadline) await settle();
    expect(batches).toEqual([[1]]);
  });

  test('drops what does not fit, keeps the rest and warns', async () => {
    const warn = jest.spyOn(diag, 'warn').mockImplementation(() => {});
    const { batches, answer, open, exporter } = createExporter();
    const batcher = createBatcher(exporter, OPTIONS);
    for (let i = 0; i < 20; i++) batcher.add(i);
    const flush = batcher.forceFlush();
    while (open.length > 0) {
      answer();
      await settle();
    }
    await flush;
    // Four were on their way, ten waited.
    expect(batches.flat()).toEqual([...Array(14).keys()]);
    expect(warn.mock.calls).toEqual([['items are dropped, because 10 wait to be sent already']]);
    warn.mockRestore();
  });

  test.each([
    ['fails', (done: Done) => done({ code: ExportResultCode.FAILED, error: new Error('refused') })],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['never answers', () => {}],
  ])('goes on where an export %s', async (_, answer) => {
    const batches: number[][] = [];
    const exporter = {
      export: (items: number[], done: Done) => {
        batches.push(items);
        answer(done);
      },
      shutdown: async () => {},
    };
    const batcher = createBatcher(exporter, { ...OPTIONS, exportTimeoutMillis: 1 });
    for (let i = 0; i < 8; i++) batcher.add(i);
    // The time-out does not keep a program, so the test has to.
    const keep = setInterval(() => {}, 10);
    await batcher.shutdown();
    clearInterval(keep);
    expect(batches).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
  });

  test('takes nothing after its end', async () => {
    const { batches, exporter } = createExporter();
    const batcher = createBatcher(exporter, OPTIONS);
    await batcher.shutdown();
    batcher.add(1);
    await batcher.forceFlush();
    expect(batches).toEqual([]);
    expect(exporter.shutdown).toHaveBeenCalledTimes(1);
  });

  test('gives at once what was not acknowledged, and exports nothing any more', async () => {
    const { batches, answer, exporter } = createExporter();
    const batcher = createBatcher(exporter, OPTIONS);
    expect(batcher.isEmpty()).toBe(true);
    for (let i = 0; i < 9; i++) batcher.add(i);
    answer();
    await settle();
    expect(batcher.isEmpty()).toBe(false);
    // The first batch is delivered, the second on its way, the rest waits.
    expect(batcher.takeUnsent()).toEqual([4, 5, 6, 7, 8]);
    for (let i = 9; i < 15; i++) batcher.add(i);
    expect(batcher.takeUnsent()).toEqual([9, 10, 11, 12, 13, 14]);
    answer();
    await settle();
    expect({ isEmpty: batcher.isEmpty(), batches }).toEqual({
      isEmpty: true,
      batches: [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
      ],
    });
  });
});
