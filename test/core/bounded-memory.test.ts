import { expect, test } from '@jest/globals';
import { createBoundedMemory } from '../../src/core/bounded-memory.ts';

test('keeps what is asked for again, whatever comes once between', () => {
  const memory = createBoundedMemory<number>(10, 20);
  memory.set('often', 1);
  for (let i = 0; i < 1_000; i++) {
    memory.set(`once ${i}`, i);
    if (i % 5 === 0) expect(memory.get('often')).toBe(1);
  }
  expect(memory.get('once 999')).toBe(999);
  expect(memory.get('once 900')).toBeUndefined();
});

test('keeps no long text', () => {
  const memory = createBoundedMemory<number>(10, 20);
  memory.set('x'.repeat(21), 1);
  expect(memory.get('x'.repeat(21))).toBeUndefined();
});
