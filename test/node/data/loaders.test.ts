import { describe, expect, test } from '@jest/globals';
import { insideWork, observe } from './observe.ts';

describe.each(['import', 'require'])('%s', (how) => {
  test('a batch of dataloader is one span, linked to those that it loads for; loads are none', async () => {
    const { ended, spans } = await observe('loaders.mjs', { args: [how] });
    expect(ended).toMatchObject({ stdout: 'asks true\nasks too true\n', stderr: '' });
    const batches = spans.filter(({ name }) => name.startsWith('dataloader'));
    expect(batches).toMatchObject([{ name: 'dataloader.batch users', kind: 'internal', attributes: {} }]);
    const idOf = (name: string) => spans.find((span) => span.name === name)?.spanId;
    expect(batches[0]?.links).toEqual([idOf('first'), idOf('second')]);
  });

  test('generic-pool makes spans only where they are asked for', async () => {
    const without = await observe('loaders.mjs', { args: [how] });
    expect(insideWork(without, 'pooled')).toEqual([]);
    const env = { BINNACLE_EXTRA_INSTRUMENTATIONS: 'generic-pool' };
    expect(insideWork(await observe('loaders.mjs', { args: [how], env }), 'pooled')).toEqual([
      'generic-pool.acquire',
    ]);
  });
});
