import type { JaegerRemoteChoice } from './sampler-choice.ts';

/** A sampler that may hold others, as data: what a configuration file describes. */
export type SamplerNode =
  | { readonly kind: 'always-on' }
  | { readonly kind: 'always-off' }
  /** A share of traces, from 0 to 1. */
  | { readonly kind: 'ratio'; readonly ratio: number }
  | {
      readonly kind: 'parent-based';
      readonly root: SamplerNode;
      readonly remoteParentSampled: SamplerNode;
      readonly remoteParentNotSampled: SamplerNode;
      readonly localParentSampled: SamplerNode;
      readonly localParentNotSampled: SamplerNode;
    }
  | { readonly kind: 'composite'; readonly node: ComposableNode }
  | {
      readonly kind: 'jaeger-remote';
      readonly choice: JaegerRemoteChoice;
    }
  /** What settings choose, where these stand in for those of the service; by their keys. */
  | { readonly kind: 'settings'; readonly settings: Readonly<Record<string, unknown>> };

/** https://opentelemetry.io/docs/specs/otel/trace/sdk/#compositesampler */
export type ComposableNode =
  | { readonly kind: 'ratio'; readonly ratio: number }
  /** The threshold of the parent; `root` where there is none. */
  | { readonly kind: 'parent-threshold'; readonly root: ComposableNode }
  /** The first rule that matches; a span that none matches is not sampled. */
  | { readonly kind: 'rules'; readonly rules: readonly ComposableRule[] };

export interface ComposableRule {
  readonly attributeValues: { readonly key: string; readonly values: readonly string[] } | undefined;
  readonly attributePatterns: (IncludeExclude & { readonly key: string }) | undefined;
  readonly spanKinds: readonly ('internal' | 'server' | 'client' | 'producer' | 'consumer')[] | undefined;
  readonly parents: readonly ('none' | 'remote' | 'local')[] | undefined;
  readonly sampler: ComposableNode;
}

/** Patterns, in which `?` is any one character and `*` any number of them. Excluded wins. */
export interface IncludeExclude {
  /** Everything where not given. */
  readonly included: readonly string[] | undefined;
  readonly excluded: readonly string[] | undefined;
}
