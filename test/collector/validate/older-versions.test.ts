// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { describe, expect, test } from '@jest/globals';
import { loadSchema } from '../../../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../../../src/cli/package-root.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';

const root = findPackageRoot(import.meta.dirname);

const withReceiver = (otlp: string): string =>
  `receivers: { otlp: { protocols: ${otlp} } }
exporters: { debug: }
service: { telemetry: { metrics: { level: none } }, pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`;

const withUnit = (unit: string): string =>
  withReceiver('{ grpc: }').replace(
    'metrics: { level: none }',
    `metrics: { level: detailed, views: [{ selector: { instrument_name: a, unit: ${unit} }, stream: { name: b } }] }`,
  );

const errorsOf = (text: string, version: string): readonly string[] =>
  validateConfiguration([{ name: 'a.yaml', text }], {
    schema: loadSchema(root, version),
    env: { EMPTY: '', ONE: '1', MAP: '{ a: 1 }' },
    readFile: () => '',
  })
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

const NO_PROTOCOL = 'receivers.otlp.protocols: is missing; expected grpc, http or both';
const NO_CERTIFICATE =
  'receivers.otlp.protocols.grpc.tls: has no certificate and no key; expected cert_file and key_file';
const unit = (what: string): string =>
  `service.telemetry.metrics.views[0].selector.unit: ${what} is not accepted; expected a string; put quotes around it`;

/** What a Collector of each version says, found out by asking it. */
const CASES: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['a part that nothing turns on', withReceiver('{ http: }'), [], []],
  ['a part that an empty variable turns on', withReceiver('{ http: "${env:EMPTY}" }'), [NO_PROTOCOL], []],
  ['and one that is not set', withReceiver('{ http: "${env:NOT_SET}" }'), [NO_PROTOCOL], []],
  ['beside another', withReceiver('{ grpc: , http: "${env:EMPTY}" }'), [], []],
  ['TLS that it turns on', withReceiver('{ grpc: { tls: "${env:EMPTY}" } }'), [], [NO_CERTIFICATE]],
  ['protocols that are empty', withReceiver('"${env:EMPTY}"'), [NO_PROTOCOL], [NO_PROTOCOL]],
  ['a number for a text that may be absent', withUnit('"${env:ONE}"'), [unit('"1"')], []],
  ['a map for one', withUnit('"${env:MAP}"'), [unit('a map')], []],
];

describe.each(CASES)('%s', (_, text, older, newest) => {
  test.each(['0.128.0', '0.135.0', '0.145.0'])('%s', (version) =>
    expect(errorsOf(text, version)).toEqual(older),
  );
  test('0.155.0', () => expect(errorsOf(text, '0.155.0')).toEqual(newest));
});

describe('what the Collector tells of itself', () => {
  const said = (telemetry: string, version: string): readonly string[] =>
    errorsOf(withReceiver('{ grpc: }').replace('{ metrics: { level: none } }', telemetry), version);

  test.each(['0.128.0', '0.135.0', '0.145.0', '0.155.0'])('%s: has no readers', (version) => {
    expect(said('{ metrics: { readers: [] } }', version)).toEqual([expect.stringMatching(/readers/)]);
    expect(said('{ metrics: { level: none, readers: [] } }', version)).toEqual([]);
  });

  test('an empty variable left nothing of the defaults once', () => {
    expect(said('"${env:EMPTY}"', '0.128.0')).toEqual([expect.stringMatching(/readers/)]);
    expect(said('"${env:EMPTY}"', '0.145.0')).toEqual([]);
  });
});
