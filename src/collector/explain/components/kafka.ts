import { deliveryWords } from '../delivery.ts';
import { type ComponentWords, listAt, listText, recordAt, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'kafka',
  receivers: ({ settings, signal }) => ({
    does: [
      `reads the topics ${listText(listAt(settings, `${signal}.topics`))} from ${listText(listAt(settings, 'brokers'))}, ${recordAt(settings, 'tls') ? 'with' : 'without'} TLS, as group ${textAt(settings, 'group_id')}`,
      `a group that is new begins at the ${textAt(settings, 'initial_offset')} message`,
    ],
    drops:
      recordAt(settings, 'message_marking')?.after === true
        ? []
        : ['a message counts as read before it was exported: what fails later is not read again'],
  }),
  exporters: (told) => {
    const { settings, signal } = told;
    const { does, ...rest } = deliveryWords(told);
    const target = `writes to the topic ${textAt(settings, `${signal}.topic`)} at ${listText(listAt(settings, 'brokers'))} as ${textAt(settings, `${signal}.encoding`)}, ${recordAt(settings, 'tls') ? 'with' : 'without'} TLS`;
    return { does: [target, ...does], ...rest };
  },
};
