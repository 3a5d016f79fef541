import { Document } from 'yaml';

/** A generated file that says where it comes from. */
export const toYaml = (value: object, source: string): string => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = ` Written by \`npm run generate\` from ${source}.`;
  return document.toString({ lineWidth: 0 });
};
