import type { Feature } from '../feature.ts';
import { guard } from '../guard.ts';

/** What goes wrong in the page: `exception` events, and others for what is no exception. */
export const errors: Feature = (web) => {
  web.on<ErrorEvent>('error', ({ error, message, target }) => {
    const { src, href, localName } = target as Partial<HTMLImageElement & HTMLLinkElement>;
    if (!localName) web.exception(error ?? { name: 'Error', message }, 'uncaught');
    else web.event('browser.resource_error', { '.url': src || href, '.type': localName }, { isError: true });
  });
  web.on<PromiseRejectionEvent>('unhandledrejection', ({ reason }) =>
    web.exception(reason, 'unhandledrejection'),
  );
  web.on<SecurityPolicyViolationEvent>('securitypolicyviolation', (violation) => {
    // Of one that only reports, what tells of it would be the next.
    if (web.isIgnored(violation.blockedURI)) return;
    web.event(
      'browser.csp_violation',
      {
        '.directive': violation.effectiveDirective,
        '.blocked.url': violation.blockedURI,
        '.source.url': violation.sourceFile,
        '.source.line': violation.lineNumber,
      },
      { isError: true },
    );
  });
  const reportLogged = guard((args: readonly unknown[]) =>
    web.exception(
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
