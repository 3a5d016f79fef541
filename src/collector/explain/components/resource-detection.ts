import { type ComponentWords, listAt, listText } from '../words.ts';

export const component: ComponentWords = {
  type: 'resource_detection',
  processors: ({ settings }) => ({
    does: [`finds out where the Collector runs: ${listText(listAt(settings, 'detectors'))}`],
    changes: [
      settings.override === false
        ? 'attributes of the resource that are missing are added'
        : 'attributes of the resource are added, and take the place of those that the sender set',
    ],
  }),
};
