import type { Attributes } from '@opentelemetry/api';
import { VERSION } from '../core/version.ts';
import type { WebOptions } from './options.ts';
import { attributesOf } from './tracing/attributes.ts';

interface UserAgentData {
  readonly brands: readonly { readonly brand: string; readonly version: string }[];
  readonly mobile: boolean;
  readonly platform: string;
}

/** What everything of a page carries. https://opentelemetry.io/docs/specs/semconv/resource/browser/ */
export const resourceOf = (options: WebOptions): Attributes => {
  const { userAgentData: agent, language } = navigator as Navigator & {
    userAgentData?: UserAgentData;
  };
  return attributesOf({
    'service.name': options.service ?? 'unknown_service',
    'service.version': options.version,
    'deployment.environment.name': options.environment,
    'telemetry.sdk.name': 'binnacle',
    'telemetry.sdk.language': 'webjs',
    'telemetry.sdk.version': VERSION,
    'browser.language': language,
    'browser.brands': agent?.brands.map(({ brand, version }) => `${brand} ${version}`),
    'browser.mobile': agent?.mobile,
    'browser.platform': agent?.platform,
    // Counts of those that were kept become counts of all by it.
    'browser.session.sample_rate': options.sampleRate,
    ...options.attributes,
  });
};
