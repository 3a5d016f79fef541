import type { TypeRule } from '../type-rule.ts';

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER', 'AWS_MSK_IAM_OAUTHBEARER'];

export const rule: TypeRule = {
  type: 'pkg/kafka/configkafka.SASLConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/kafka/configkafka/config.go',
  good: 'receivers: { kafka: { auth: { sasl: { username: a, password: b, mechanism: PLAIN } } } }',
  bad: 'receivers: { kafka: { auth: { sasl: { username: a, mechanism: PLAIN } } } }',
  *check(view) {
    const mechanism = view.text('mechanism');
    if (!MECHANISMS.includes(mechanism))
      yield view.fault(`expected one of ${MECHANISMS.join(', ')}`, 'mechanism');
    else if (mechanism === 'OAUTHBEARER') {
      if (!view.has('oauthbearer_token_source'))
        yield view.fault('is missing; expected the name of an extension', 'oauthbearer_token_source');
    } else if (mechanism !== 'AWS_MSK_IAM_OAUTHBEARER')
      for (const key of ['username', 'password'])
        if (view.text(key) === '') yield view.fault('is missing', key);
    if (![0, 1].includes(view.number('version'))) yield view.fault('expected 0 or 1', 'version');
  },
};
