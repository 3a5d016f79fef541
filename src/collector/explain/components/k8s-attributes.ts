import { type ComponentWords, listAt, listText, recordsAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'k8s_attributes',
  processors: ({ settings }) => {
    if (settings.passthrough === true)
      return { does: ['adds the address of the pod, for a later Collector'] };
    const tags = ['labels', 'annotations'].flatMap((key) => recordsAt(settings, `extract.${key}`));
    return {
      does: ['asks Kubernetes about the pod that sent the data'],
      changes: [
        `the resource gets ${listText([...listAt(settings, 'extract.metadata'), ...tags.map(({ tag_name, key }) => tag_name ?? key)])}`,
      ],
    };
  },
};
