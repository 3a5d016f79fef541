import {
  type Attributes,
  type AttributeValue,
  type Context,
  diag,
  type Exception,
  type HrTime,
  isSpanContextValid,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
} from '@opentelemetry/api';
import {
  AddAttributeDecision,
  cleanAttributes,
  cleanSimpleAttributes,
  hrTimeDuration,
  type InstrumentationScope,
  isTimeInput,
  isTimeInputHrTime,
  maybeAddAttribute,
  millisToHrTime,
} from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan, SpanLimits, SpanProcessor } from '@opentelemetry/sdk-trace';
import { guardMethods } from '../guard.ts';
import type { Clock } from './clock.ts';

/** What the spans of one tracer have in common. */
export interface SpanHome {
  readonly resource: Resource;
  readonly scope: InstrumentationScope;
  readonly limits: Required<SpanLimits>;
  readonly processor: Pick<SpanProcessor, 'onStart' | 'onEnd'> & { onEnding(span: RecordedSpan): void };
  readonly clock: Clock;
  readonly onException?: OnException;
}

/**
 * Hears of each exception that is recorded on a span, sampled or not.
 *
 * @returns what its event says beside it
 */
export type OnException = (exception: Exception, kind: SpanKind, scopeName: string) => Attributes | undefined;

export interface SpanStart {
  readonly home: SpanHome;
  readonly context: Context;
  readonly spanContext: SpanContext;
  readonly parentSpanContext: SpanContext | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  readonly links: readonly Link[] | undefined;
  readonly startTime: TimeInput | undefined;
}

type TimedEvent = ReadableSpan['events'][number];

const UNSET: SpanStatus = Object.freeze({ code: SpanStatusCode.UNSET });
const NOTHING: readonly never[] = Object.freeze([]);

const KINDS: ReadonlySet<unknown> = new Set([
  SpanKind.INTERNAL,
  SpanKind.SERVER,
  SpanKind.CLIENT,
  SpanKind.PRODUCER,
  SpanKind.CONSUMER,
]);

/** JavaScript may pass anything for a name. */
const nameOf = (name: unknown): string => (typeof name === 'string' ? name : '');

/** Primitive values are the rule, and need no walk through what they hold. */
const isPlain = (value: unknown, maxLength: number): boolean =>
  typeof value === 'string'
    ? value.length <= maxLength
    : typeof value === 'number' || typeof value === 'boolean';

/**
 * A span that is recorded. The project's own, because a request pays for each one: times are kept as numbers until
 * somebody reads them, attributes are checked once, and lists exist where something is in them. Its fields are not
 * private to the runtime, because redaction reads a span through another object.
 */
export class RecordedSpan implements Span, ReadableSpan {
  name: string;
  readonly kind: SpanKind;
  readonly parentSpanContext?: SpanContext;
  attributes: Attributes = {};
  status: SpanStatus = UNSET;
  ended = false;
  droppedAttributesCount = 0;
  droppedEventsCount = 0;
  droppedLinksCount = 0;

  private readonly home: SpanHome;
  private readonly ownContext: SpanContext;
  private readonly startMonotonic: number;
  private readonly offset: number;
  private readonly givenStart: HrTime | undefined;
  private givenEnd: HrTime | undefined;
  private endMonotonic = 0;
  private attributeCount = 0;
  private eventList: TimedEvent[] | undefined;
  private linkList: Link[] | undefined;

  constructor(start: SpanStart) {
    const { home } = start;
    this.home = home;
    this.ownContext = start.spanContext;
    this.name = nameOf(start.name);
    this.kind = KINDS.has(start.kind) ? start.kind : SpanKind.INTERNAL;
    if (start.parentSpanContext) this.parentSpanContext = start.parentSpanContext;
    this.startMonotonic = home.clock.monotonic();
    this.offset = home.clock.offset(this.startMonotonic);
    this.givenStart = start.startTime === undefined ? undefined : this.timeOf(start.startTime);
    if (start.links && start.links.length > 0) this.addLinks(start.links);
  }

  get resource(): Resource {
    return this.home.resource;
  }

  get instrumentationScope(): InstrumentationScope {
    return this.home.scope;
  }

  get events(): TimedEvent[] {
    return this.eventList ?? (NOTHING as unknown as TimedEvent[]);
  }

  get links(): Link[] {
    return this.linkList ?? (NOTHING as unknown as Link[]);
  }

  get startTime(): HrTime {
    return this.givenStart ?? millisToHrTime(this.offset + this.startMonotonic);
  }

  get endTime(): HrTime {
    if (!this.ended) return [0, 0];
    return this.givenEnd ?? millisToHrTime(this.offset + this.endMonotonic);
  }

  get duration(): HrTime {
    return this.ended ? hrTimeDuration(this.startTime, this.endTime) : [-1, -1];
  }

  spanContext(): SpanContext {
    return this.ownContext;
  }

  isRecording(): boolean {
    return !this.ended;
  }

  setAttribute(key: string, value: AttributeValue | undefined): this {
    if (value !== undefined && !this.isOver()) this.put(key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    // Of a long text or list each letter or item would be an attribute.
    if (typeof attributes === 'string' || Array.isArray(attributes) || this.isOver()) return this;
    for (const key of Object.keys(attributes)) {
      const value = attributes[key];
      if (value !== undefined) this.put(key, value);
    }
    return this;
  }

  addEvent(name: string, attributesOrTime?: Attributes | TimeInput, time?: TimeInput): this {
    if (this.isOver()) return this;
    const { eventCountLimit, attributePerEventCountLimit, attributeValueLengthLimit } = this.home.limits;
    if (eventCountLimit === 0) {
      this.droppedEventsCount++;
      return this;
    }
    this.eventList ??= [];
    if (this.eventList.length >= eventCountLimit) {
      this.eventList.shift();
      this.droppedEventsCount++;
    }
    const isTime = isTimeInput(attributesOrTime);
    this.eventList.push({
      name: nameOf(name),
      time: this.timeOf(time ?? (isTime ? attributesOrTime : undefined)),
      ...cleanSimpleAttributes(isTime ? undefined : attributesOrTime, {
        attributeCountLimit: attributePerEventCountLimit,
        attributeValueLengthLimit,
      }),
    } as TimedEvent);
    return this;
  }

  addLink({ context, attributes }: Link): this {
    if (this.isOver() || !isSpanContextValid(context)) return this;
    const { linkCountLimit, attributePerLinkCountLimit, attributeValueLengthLimit } = this.home.limits;
    if (linkCountLimit === 0) {
      this.droppedLinksCount++;
      return this;
    }
    this.linkList ??= [];
    if (this.linkList.length >= linkCountLimit) {
      this.linkList.shift();
      this.droppedLinksCount++;
    }
    this.linkList.push({
      context,
      ...cleanAttributes(attributes, {
        attributeCountLimit: attributePerLinkCountLimit,
        attributeValueLengthLimit,
      }),
    } as Link);
    return this;
  }

  addLinks(links: readonly Link[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  setStatus({ code, message }: SpanStatus): this {
    if (
      this.isOver() ||
      (code !== SpanStatusCode.OK && code !== SpanStatusCode.ERROR) ||
      this.status.code === SpanStatusCode.OK
    )
      return this;
    this.status = code === SpanStatusCode.ERROR && typeof message === 'string' ? { code, message } : { code };
    return this;
  }

  updateName(name: string): this {
    if (!this.isOver()) this.name = nameOf(name);
    return this;
  }

  recordException(exception: Exception, time?: TimeInput): void {
    const {
      code,
      name,
      message = '',
      stack = '',
    } = typeof exception === 'string'
      ? { message: exception }
      : ((exception ?? {}) as Partial<Record<'code' | 'name' | 'message' | 'stack', string>>);
    const type = code ? String(code) : name;
    const more = this.home.onException?.(exception, this.kind, this.home.scope.name);
    if (!type && !message) {
      diag.warn('an exception without type and message is not recorded');
      return;
    }
    this.addEvent(
      'exception',
      {
        ...(type && { 'exception.type': type }),
        ...(message && { 'exception.message': message }),
        ...(stack && { 'exception.stacktrace': stack }),
        ...more,
      },
      time,
    );
  }

  end(endTime?: TimeInput): void {
    if (this.isOver()) return;
    this.endMonotonic = this.home.clock.monotonic();
    if (endTime !== undefined || this.givenStart) {
      const [end, start] = [this.timeOf(endTime), this.startTime];
      this.givenEnd = hrTimeDuration(start, end)[0] < 0 ? start : end;
    }
    this.home.processor.onEnding(this);
    this.ended = true;
    this.home.processor.onEnd(this);
  }

  /** Not guarded as what the application calls is, because that costs as much again: a plain value cannot throw. */
  private put(key: string, value: AttributeValue): void {
    const { limits } = this.home;
    if (key !== '' && isPlain(value, limits.attributeValueLengthLimit)) {
      if (!Object.hasOwn(this.attributes, key)) {
        if (this.attributeCount >= limits.attributeCountLimit) {
          this.dropAttribute();
          return;
        }
        this.attributeCount++;
      }
      this.attributes[key] = value;
    } else this.putOther(key, value);
  }

  /** Guarded: one that cannot be read does not take those after it along. */
  putOther(key: string, value: AttributeValue): void {
    const decision = maybeAddAttribute({
      key,
      value,
      attributes: this.attributes,
      limits: this.home.limits,
      currentAttributesCount: this.attributeCount,
    });
    if (decision === AddAttributeDecision.DROP_LIMIT_REACHED) this.dropAttribute();
    if (decision === AddAttributeDecision.ADD_NEW) this.attributeCount++;
  }

  private dropAttribute(): void {
    if (this.droppedAttributesCount++ === 0)
      diag.warn('a span has more attributes than its limit; the rest is dropped');
  }

  private isOver(): boolean {
    if (this.ended) diag.warn(`the span ${this.name} is ended already, and nothing can be added to it`);
    return this.ended;
  }

  /** What cannot be read as a time is now. */
  private timeOf(input: TimeInput | undefined): HrTime {
    try {
      return this.readTime(input);
    } catch {
      return this.readTime(undefined);
    }
  }

  /** Numbers are milliseconds: since 1970, or of the monotonic clock, which are far smaller. */
  private readTime(input: TimeInput | undefined): HrTime {
    const monotonic = this.home.clock.monotonic();
    if (input === undefined) return millisToHrTime(this.offset + monotonic);
    if (typeof input === 'number' && Number.isFinite(input))
      return millisToHrTime(input <= monotonic ? input + this.offset : input);
    if (isTimeInputHrTime(input)) return input;
    const millis = input instanceof Date ? input.getTime() : Number.NaN;
    return millisToHrTime(Number.isFinite(millis) ? millis : this.offset + monotonic);
  }
}

/** What the application calls; whatever it passes, nothing is thrown back at it. */
guardMethods(
  RecordedSpan.prototype,
  [
    'setAttribute',
    'setAttributes',
    'putOther',
    'addEvent',
    'addLink',
    'addLinks',
    'setStatus',
    'updateName',
    'recordException',
    'end',
  ],
  (method) => diag.error(`${method}() was given something that cannot be read, and left it out`),
  (span) => span,
);
