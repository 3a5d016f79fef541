import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const isModuleFolder = (folder: string, top: string): boolean => {
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    const { type } = JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown };
    // A package.json without a type, as some builds have in their folders, says nothing.
    if (type !== undefined || folder === top) return type === 'module';
  }
  return folder !== top && isModuleFolder(dirname(folder), top);
};

/** A line that only an ES module has. */
const MODULE_SYNTAX = /^(?:import[\s*{'"]|export[\s*{])/m;

/**
 * Whether a bundler takes a file for CommonJS.
 *
 * @param folder of the package
 */
export const isCommonJs = (filename: string, text: string, folder: string): boolean => {
  if (filename.endsWith('.cjs')) return true;
  return filename.endsWith('.js') && !isModuleFolder(dirname(filename), folder) && !MODULE_SYNTAX.test(text);
};
