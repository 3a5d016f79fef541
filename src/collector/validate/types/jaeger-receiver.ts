import { parseAddress } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

const PROTOCOLS = ['grpc', 'thrift_http', 'thrift_binary', 'thrift_compact'];
const MOST = 65_535;

/** Naming a protocol turns it on. */
const isWritten = ({ node }: View): boolean => node?.kind === 'map';

export const rule: TypeRule = {
  type: 'receiver/jaegerreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/jaegerreceiver/config.go',
  good: 'receivers: { jaeger: { protocols: { grpc: { endpoint: "localhost:14250" } } } }',
  bad: 'receivers: { jaeger: { protocols: { grpc: { endpoint: localhost } } } }',
  *check(view) {
    const used = PROTOCOLS.filter(
      (key) => view.has('protocols', key) || isWritten(view.at('protocols', key)),
    );
    if (used.length === 0)
      yield view.fault(`has no protocols; expected at least one of ${PROTOCOLS.join(', ')}`, 'protocols');
    for (const key of used) {
      const address = view.at('protocols', key, 'endpoint').node
        ? parseAddress(view.text('protocols', key, 'endpoint'))
        : { port: '1' };
      const port = 'port' in address ? address.port : '';
      if (!/^\+?\d+$/.test(port) || Number(port) < 1 || Number(port) > MOST)
        yield view.fault('expected host:port with a port from 1 to 65535', 'protocols', key, 'endpoint');
    }
    if (view.at('remote_sampling').node?.kind === 'map')
      yield view.fault('is not possible; use the extension jaegerremotesampling', 'remote_sampling');
  },
};
