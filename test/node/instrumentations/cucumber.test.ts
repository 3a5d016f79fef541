import { expect, test } from '@jest/globals';
import { useFixture } from '../use-fixture.ts';

const { receiver, ended, span, spans } = useFixture('cucumber-run.cjs', {}, 1);

test('the scenarios run', () => {
  expect(ended().stdout).toContain('2 scenarios (1 passed, 1 failed)');
});

test('a scenario is a trace of its steps', () => {
  const fills = span('scenario fills');
  const steps = receiver()
    .spans()
    .filter(({ parentSpanId }) => parentSpanId === fills.spanId);
  expect(steps.map(({ name, attributes }) => `${name}: ${attributes['cucumber.status']}`)).toEqual([
    'step a basket of {string}: PASSED',
    'step {int} things are added: PASSED',
    'step it holds {int} things: PASSED',
  ]);
  expect(span('add').parentSpanId).toBe(span('step {int} things are added').spanId);
  expect(fills.attributes).toMatchObject({
    'test.case.name': 'fills',
    'test.suite.name': 'Basket',
    'cucumber.tags': ['@shop'],
    'cucumber.status': 'PASSED',
  });
});

test('a step that fails makes its scenario fail', () => {
  expect(span('scenario breaks')).toMatchObject({
    isError: true,
    attributes: { 'cucumber.status': 'FAILED' },
  });
  const [failed] = spans('step it holds {int} things').filter(({ isError }) => isError);
  expect(failed?.events[0]?.attributes['exception.type']).toBe('ERR_ASSERTION');
});
