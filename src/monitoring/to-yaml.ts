import { Document } from 'yaml';

/** A generated file that says where it comes from. */
export const toYaml = (value: object, source: string, by = 'npm run generate'): string => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = ` Written by \`${by}\` from ${source}.`;
  return document.toString({ lineWidth: 0 });
};

export interface FileOrigin {
  /** The command that wrote a file. */
  readonly by: string;
  readonly source: string;
}

/** Where a generated file says that it comes from; undefined where its first line does not. */
export const originOf = (text: string): FileOrigin | undefined => {
  const [, by, source] = /^# Written by `([^`\n]+)` from (.+)\.$/m.exec(text.split('\n', 1)[0] ?? '') ?? [];
  return by !== undefined && source !== undefined ? { by, source } : undefined;
};
