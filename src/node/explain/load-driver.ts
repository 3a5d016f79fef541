import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ExplainRefusal } from './explained.ts';

/** Where the program begins, then where it was started. */
const folders = (): readonly string[] => [
  ...(process.argv[1] === undefined ? [] : [process.argv[1]]),
  join(process.cwd(), 'package.json'),
];

/**
 * The application’s own client of a database.
 *
 * @throws ExplainRefusal where it has none
 */
export const loadDriver = <T>(name: string): T => {
  for (const from of folders()) {
    try {
      return createRequire(from)(name) as T;
    } catch {
      // The next may have it.
    }
  }
  throw new ExplainRefusal(`the package ${name} is not installed`);
};
