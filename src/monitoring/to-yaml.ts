import { Document } from 'yaml';

/** A generated file that says where it comes from. */
export const toYaml = (value: object, source: string, by = 'npm run generate'): string => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = ` Written by \`${by}\` from ${source}.`;
  return document.toString({ lineWidth: 0 });
};
