import { type ComponentWords, listAt, listText, recordsOf } from '../words.ts';

export const component: ComponentWords = {
  type: 'groupbyattrs',
  processors: ({ settings, signal }) => {
    const keys = listAt(settings, 'keys');
    return keys.length === 0
      ? { does: [`puts ${recordsOf(signal)} of the same resource together`] }
      : {
          does: [`puts ${recordsOf(signal)} with the same ${listText(keys)} under one resource`],
          changes: [`${listText(keys)} go from the attributes of the record to those of the resource`],
        };
  },
};
