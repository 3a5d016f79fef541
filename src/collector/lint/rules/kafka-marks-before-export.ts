import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'kafka-marks-before-export',
  severity: 'warning',
  source: contribSource('receiver/kafkareceiver'),
  summary: 'messages of Kafka are marked when they have been handled',
  why: 'By default a message counts as read before the pipeline has it. What the pipeline refuses, or what is under way in a crash, is not read again.',
  good: `receivers: { kafka: { message_marking: { after: true } } }
service: { pipelines: { traces: { receivers: [otlp, kafka] } } }`,
  bad: `receivers:
  kafka: # here
    brokers: ["127.0.0.1:9092"]
service: { pipelines: { traces: { receivers: [otlp, kafka] } } }
`,
  fixed: `receivers:
  kafka: # here
    brokers: ["127.0.0.1:9092"]
    message_marking: { after: true }
service: { pipelines: { traces: { receivers: [otlp, kafka] } } }
`,
  *check(context) {
    for (const receiver of componentsOf(context, 'receivers', 'kafka')) {
      const key = ['message_marking', 'after'];
      if (receiver.pipelines.length === 0 || effective(receiver, key) === true) continue;
      const path = [...receiver.path, ...key];
      yield {
        place: placeOf(receiver, key),
        path,
        message: 'messages count as read before they are handled; set it to true',
        fix: [{ do: 'set', path, value: 'true' }],
      };
    }
  },
};
