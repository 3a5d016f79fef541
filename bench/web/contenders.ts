import { join } from 'node:path';
import { build } from 'esbuild';
import { bundlePage } from '../../scripts/build-web-bundle.ts';
import { peerFolder } from '../peers.ts';

const root = join(import.meta.dirname, '../..');

/** Who is measured: a script that leaves `startIt`, which starts it with requests traced. */
export interface Contender {
  readonly name: string;
  bundle(): Promise<string>;
}

const bundlePeer = async (folder: string, contents: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
};

export const contenders: readonly Contender[] = [
  {
    name: 'binnacle',
    bundle: async () => {
      const source = `import { start } from './src/web/all.ts'; globalThis.startIt = () => start({ service: 'bench' });`;
      return (await bundlePage(root, source)).find(({ isEager }) => isEager)?.text ?? '';
    },
  },
  {
    name: 'Faro with tracing',
    bundle: () =>
      bundlePeer(
        peerFolder('@grafana/faro-web-tracing'),
        `import { initializeFaro, getWebInstrumentations } from '@grafana/faro-web-sdk';
         import { TracingInstrumentation } from '@grafana/faro-web-tracing';
         globalThis.startIt = () => initializeFaro({ url: '/collect', app: { name: 'bench' },
           instrumentations: [...getWebInstrumentations(), new TracingInstrumentation()] });`,
      ),
  },
  {
    name: 'Sentry with tracing',
    bundle: () =>
      bundlePeer(
        peerFolder('@sentry/browser'),
        `import * as Sentry from '@sentry/browser';
         globalThis.startIt = () => Sentry.init({ dsn: location.origin.replace('//', '//key@') + '/1', tracesSampleRate: 1,
           integrations: [Sentry.browserTracingIntegration()] });`,
      ),
  },
  {
    name: 'OpenTelemetry web, fetch only',
    bundle: () =>
      bundlePeer(
        peerFolder('@opentelemetry/sdk-trace-web'),
        `import { WebTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-web';
         import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
         import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
         globalThis.startIt = () => {
           const provider = new WebTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: '/v1/traces' }))] });
           provider.register();
           const instrumentation = new FetchInstrumentation();
           instrumentation.setTracerProvider(provider);
           instrumentation.enable();
         };`,
      ),
  },
];
