import { trace } from '@opentelemetry/api';
import {
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
} from '@opentelemetry/instrumentation';
import { ExpressInstrumentation, ExpressLayerType } from '@opentelemetry/instrumentation-express';
import type { InstrumentationModule } from '../instrumentation.ts';

/** Next's argument that means "leave this route" and not an error. */
const isError = (value: unknown): value is Error => value instanceof Error;

type Next = (error?: unknown) => void;
type HandleRequest = (this: unknown, request: unknown, response: unknown, next: Next) => unknown;

/** Errors that were recorded; an error passes through every layer after the one that threw it. */
const recorded = new WeakSet<Error>();

const recordingErrors = (handle: HandleRequest): HandleRequest =>
  function (request, response, next) {
    return handle.call(this, request, response, (error) => {
      if (isError(error) && !recorded.has(error)) {
        recorded.add(error);
        trace.getActiveSpan()?.recordException(error);
      }
      next(error);
    });
  };

interface LayerExports {
  readonly prototype?: { handleRequest?: HandleRequest; handle_request?: HandleRequest };
}

const patchLayer = (exports: LayerExports): LayerExports => {
  const { prototype } = exports;
  if (prototype?.handleRequest) prototype.handleRequest = recordingErrors(prototype.handleRequest);
  if (prototype?.handle_request) prototype.handle_request = recordingErrors(prototype.handle_request);
  return exports;
};

/** Names the request's span by its route, without a span for each layer, and puts errors on that span. */
class RouteInstrumentation extends ExpressInstrumentation {
  override init() {
    return [
      ...super.init(),
      new InstrumentationNodeModuleDefinition('router', ['>=2.0.0 <3'], undefined, undefined, [
        new InstrumentationNodeModuleFile('router/lib/layer.js', ['>=2.0.0 <3'], patchLayer, () => {}),
      ]),
      new InstrumentationNodeModuleDefinition('express', ['>=4.0.0 <5'], undefined, undefined, [
        new InstrumentationNodeModuleFile(
          'express/lib/router/layer.js',
          ['>=4.0.0 <5'],
          patchLayer,
          () => {},
        ),
      ]),
    ];
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'express',
  summary: 'routes and errors of Express',
  packages: ['express', 'router'],
  builtins: [],
  create: () =>
    new RouteInstrumentation({
      ignoreLayersType: [
        ExpressLayerType.MIDDLEWARE,
        ExpressLayerType.ROUTER,
        ExpressLayerType.REQUEST_HANDLER,
      ],
    }),
};
