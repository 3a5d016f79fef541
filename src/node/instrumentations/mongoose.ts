import { context, type Span, trace } from '@opentelemetry/api';
import { MongooseInstrumentation } from '@opentelemetry/instrumentation-mongoose';
import { asDatabase } from '../database/database-tracer.ts';
import { mongodbRules } from '../database/mongodb-rules.ts';
import { replaceMethod } from '../database/replace-method.ts';
import type { DatabaseRules } from '../database/rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const rules: DatabaseRules = {
  ...mongodbRules,
  roleOf: () => 'layer',
  layerName: ({ name }) => `mongoose ${name}`,
};

export const instrumentation: InstrumentationModule = {
  name: 'mongoose',
  summary: 'operations of mongoose, around the commands that `mongodb` shows without this too',
  packages: ['mongoose'],
  builtins: [],
  isExtra: true,
  versions: '>=5.9.7 <10',
  create: () =>
    // Upstream's spans lie beside those of the driver.
    replaceMethod(
      asDatabase(new MongooseInstrumentation(), rules),
      '_handleResponse',
      (original) =>
        (span: Span, ...args) =>
          context.with(trace.setSpan(context.active(), span), () => original(span, ...args)),
    ),
};
