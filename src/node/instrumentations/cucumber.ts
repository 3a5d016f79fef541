import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

interface Tag {
  readonly name: string;
}
interface StepDefinition {
  readonly id: string;
  readonly expression?: { readonly source?: unknown };
}
interface StepResult {
  readonly result?: { readonly status?: string };
  readonly status?: string;
  readonly error?: unknown;
}
interface TestStep {
  readonly stepDefinitionIds?: readonly string[];
}
interface TestCaseRunner {
  readonly pickle: { readonly name: string; readonly tags: readonly Tag[] };
  readonly gherkinDocument: { readonly uri?: string; readonly feature?: { readonly name: string } };
  readonly supportCodeLibrary: { readonly stepDefinitions: readonly StepDefinition[] };
  run(this: TestCaseRunner): Promise<string>;
  runStep(this: TestCaseRunner, pickleStep: unknown, testStep: TestStep): Promise<StepResult>;
}

const GOOD: ReadonlySet<string | undefined> = new Set(['PASSED', 'SKIPPED']);
const tracer = () => trace.getTracer('binnacle/cucumber', VERSION);

const endWith = (span: Span, status: string | undefined, error?: unknown): void => {
  span.setAttribute('cucumber.status', status ?? 'UNKNOWN');
  if (error instanceof Error) span.recordException(error);
  if (!GOOD.has(status)) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
};

/** A step as its definition has it, `I have {int} cucumbers`, and so without what the scenario puts in. */
const stepName = ({ supportCodeLibrary }: TestCaseRunner, testStep: TestStep): string => {
  const id = testStep.stepDefinitionIds?.[0];
  const definition = supportCodeLibrary.stepDefinitions.find((each) => each.id === id);
  return String(definition?.expression?.source ?? 'undefined step');
};

const patchRunner = ({
  default: Runner,
}: {
  readonly default: { readonly prototype: TestCaseRunner };
}): void => {
  const { prototype } = Runner;
  const { run, runStep } = prototype;
  prototype.run = function () {
    const { pickle, gherkinDocument } = this;
    const attributes = {
      'test.case.name': pickle.name,
      'test.suite.name': gherkinDocument.feature?.name,
      'cucumber.tags': pickle.tags.map(({ name }) => name),
      'code.file.path': gherkinDocument.uri,
    };
    return tracer().startActiveSpan(`scenario ${pickle.name}`, { attributes }, async (span) => {
      let status: string | undefined;
      try {
        status = await run.call(this);
        return status;
      } finally {
        endWith(span, status);
      }
    });
  };
  prototype.runStep = function (pickleStep, testStep) {
    return tracer().startActiveSpan(`step ${stepName(this, testStep)}`, async (span) => {
      let result: StepResult = {};
      try {
        result = await runStep.call(this, pickleStep, testStep);
        return result;
      } finally {
        endWith(span, result.result?.status ?? result.status, result.error);
      }
    });
  };
};

const FILE = '@cucumber/cucumber/lib/runtime/test_case_runner.js';

export const instrumentation: InstrumentationModule = {
  name: 'cucumber',
  summary: 'scenarios and steps of Cucumber, without the values of steps',
  versions: '>=8 <14',
  packages: ['@cucumber/cucumber'],
  builtins: [],
  create: () => patchFiles({ [FILE]: patchRunner }),
};
