import { expect, jest, test } from '@jest/globals';
import { type TagData, tagOptions } from '../../../src/web/script-tag/tag-options.ts';

const read: [data: TagData, web: object, replay: object][] = [
  [{}, {}, {}],
  [{ service: 'shop', endpoint: '', apiKey: 'k' }, { service: 'shop', apiKey: 'k' }, {}],
  [{ endpoint: 'http://localhost:4318' }, { endpoint: 'http://localhost:4318' }, {}],
  [{ endpoint: '/telemetry' }, { endpoint: '/telemetry' }, {}],
  [
    { sampleRate: '0.1', traceRate: '0', viewBudgetMillis: '2000' },
    { sampleRate: 0.1, traceRate: 0, viewBudgetMillis: 2_000 },
    {},
  ],
  [
    { store: '', measures: 'true', globalPrivacyControl: 'false' },
    { store: true, measures: true, globalPrivacyControl: false },
    {},
  ],
  [
    { propagateTo: 'https://api.example\n  https://b.example ', consent: 'required' },
    { propagateTo: ['https://api.example', 'https://b.example'], consent: 'required' },
    {},
  ],
  [
    { replay: '', replaySampleRate: '0.5', replayUnmask: 'h1, nav a', replayKeepAttributes: 'data-a data-b' },
    { replay: true },
    { sampleRate: 0.5, unmask: ['h1, nav a'], keepAttributes: ['data-a', 'data-b'] },
  ],
  // Other tools have attributes of their own on script tags.
  [{ cfasync: 'false', constructor: 'x' }, {}, {}],
];
test.each(read)('%j', (data, web, replay) => {
  const warn = jest.fn();
  expect(tagOptions(data, warn)).toEqual({ web, replay });
  expect(warn).not.toHaveBeenCalled();
});

const misread: [name: string, text: string, attribute: string, web: object, replay?: object][] = [
  ['endpoint', 'otel.shop.example:4318', 'data-endpoint', {}],
  ['endpoint', 'https://a b', 'data-endpoint', {}],
  ['sampleRate', '10%', 'data-sample-rate', {}],
  ['sampleRate', ' ', 'data-sample-rate', {}],
  ['traceRate', '1.5', 'data-trace-rate', {}],
  ['viewBudgetMillis', '-1', 'data-view-budget-millis', {}],
  ['store', 'yes', 'data-store', {}],
  ['store', 'toString', 'data-store', {}],
  // Who says something about these means to be careful.
  ['consent', 'yes', 'data-consent', { consent: 'required' }],
  ['enabled', 'no', 'data-enabled', { enabled: false }],
  ['replay', '1', 'data-replay', { replay: false }],
  ['replaySampleRate', '5 %', 'data-replay-sample-rate', {}, { sampleRate: 0 }],
];
test.each(misread)('%s="%s" is told of', (name, text, attribute, web, replay = {}) => {
  const warn = jest.fn();
  expect(tagOptions({ [name]: text }, warn)).toEqual({ web, replay });
  expect(warn.mock.calls).toEqual([
    [expect.stringContaining(`binnacle: ${attribute}="${text}" is not understood; expected `)],
  ]);
});
