import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { commandShape } from '../database/command-shape.ts';
import { asDatabase } from '../database/database-tracer.ts';
import { mongodbRules, withCollection, withOperation, withWriteErrors } from '../database/mongodb-rules.ts';
import { replaceMethod } from '../database/replace-method.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { patchMongodbPool } from '../pools/mongodb-pool.ts';

export const instrumentation: InstrumentationModule = {
  name: 'mongodb',
  summary: 'MongoDB commands of mongodb, with the keys of what they ask and never the values',
  packages: ['mongodb'],
  builtins: [],
  versions: '>=3.3.0 <8',
  makes: ['spans', 'metrics'],
  create: () => {
    patchFiles({ 'mongodb/lib/cmap/connection_pool.js': patchMongodbPool });
    const instrumentation = asDatabase(
      new MongoDBInstrumentation({ requireParentSpan: false, dbStatementSerializer: commandShape }),
      mongodbRules,
    );
    replaceMethod(instrumentation, '_patchEnd', withWriteErrors);
    replaceMethod(instrumentation, '_getV3SpanAttributes', withCollection);
    replaceMethod(instrumentation, '_getV3SpanAttributes', withOperation);
    return replaceMethod(instrumentation, '_getV4SpanAttributes', withCollection);
  },
};
