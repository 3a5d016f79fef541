import { parseAddress } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/redisreceiver.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/redisreceiver/redis_scraper.go',
  good: 'receivers: { redis: { endpoint: "localhost:6379" } }',
  bad: 'receivers: { redis: { endpoint: localhost } }',
  *check(view) {
    if ('fault' in parseAddress(view.text('endpoint'))) yield view.fault('expected host:port', 'endpoint');
  },
};
