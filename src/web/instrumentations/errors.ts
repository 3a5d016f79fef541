import type { Feature } from '../feature.ts';
import { guard } from '../guard.ts';
import { exceptionAttributes } from '../tracing/span.ts';

/** What goes wrong in the page: `exception` events, and others for what is no exception. */
export const errors: Feature = (web) => {
  const report = (error: unknown, mechanism: string): void => {
    web.event(
      'exception',
      {
        ...exceptionAttributes(error),
        '.mechanism': mechanism,
      },
      { isError: true },
    );
  };
  web.on<ErrorEvent>('error', ({ error, message, target }) => {
    const { src, href, localName } = (target ?? {}) as Partial<HTMLImageElement & HTMLLinkElement>;
    if (!localName) report(error ?? { name: 'Error', message }, 'uncaught');
    else web.event('browser.resource_error', { '.url': src || href, '.type': localName }, { isError: true });
  });
  web.on<PromiseRejectionEvent>('unhandledrejection', ({ reason }) => report(reason, 'unhandledrejection'));
  web.on<SecurityPolicyViolationEvent>(
    'securitypolicyviolation',
    ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
      web.event(
        'browser.csp_violation',
        {
          '.directive': effectiveDirective,
          '.blocked.url': blockedURI,
          '.source.url': sourceFile,
          '.source.line': lineNumber,
        },
        { isError: true },
      ),
  );
  const reportLogged = guard((args: readonly unknown[]) =>
    report(
      args.find((each) => each instanceof Error) ?? { name: 'console.error', message: args.join(' ') },
      'console',
    ),
  );
  if (web.options.consoleErrors)
    web.patch(console, 'error', (original) => (...args) => {
      reportLogged(args);
      original(...args);
    });
};
