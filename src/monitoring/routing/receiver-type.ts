import type { Shape } from '../../core/yaml/shape.ts';

/** Settings of one receiver as they stand in the file. */
export type ReceiverSettings = Readonly<Record<string, unknown>>;

/** A service that takes notifications. One file of the folder `receivers` each. */
export interface ReceiverType {
  /** The file's name, and the key in routing.yaml. */
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly entries: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** What a message may have at most, with where that is written. */
  readonly limits: string;
  /** The key of Alertmanager's receivers. */
  readonly key: string;
  /** One entry of the list below that key. */
  configure(settings: ReceiverSettings): object;
  /** Settings for documentation and tests. */
  readonly example: ReceiverSettings;
}
