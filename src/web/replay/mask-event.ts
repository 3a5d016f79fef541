import type { WebRedactor } from '../options.ts';
import { cleanUrl, maskCss, maskText } from './mask-value.ts';
import type { ReplayOptions } from './options.ts';
import {
  type ChangeData,
  EVENT_CHANGE,
  EVENT_META,
  EVENT_SNAPSHOT,
  NODE_ELEMENT,
  NODE_TEXT,
  type RecordedEvent,
  type RecordedNode,
  SOURCE_ADOPTED_STYLES,
  SOURCE_INPUT,
  SOURCE_MUTATION,
  SOURCE_STYLE_DECLARATION,
  SOURCE_STYLE_RULE,
  SOURCES_OF_NUMBERS,
} from './recorded.ts';

/** Masked whatever `unmask` says. The last is what rrweb leaves on a password that is shown. */
const ALWAYS_MASKED =
  '[type=password],[autocomplete*=password],[autocomplete=one-time-code],[autocomplete*=cc-],[data-rr-is-password]';

/** Attributes whose values are addresses. */
const ADDRESS = /^(?:(?:xlink:)?href|src|rr_src|action|formaction|poster|data|background|cite)$/;

/** Attributes that say how a page looks; what redaction finds in them is taken out, as in class and id. */
const LOOKS =
  /^(?:class|id|name|for|type|role|dir|lang|rel|media|slot|part|is|hidden|open|disabled|readonly|required|multiple|colspan|rowspan|cols|rows|size|span|start|width|height|v?align|border|cellpadding|cellspacing|rr_(?:width|height|mediaState|open_mode))$/;

const SVG = 'http://www.w3.org/2000/svg';

/** The same of SVG, beside the above. */
const DRAWS =
  /^(?:xmlns(?::\w+)?|d|[dfr]?[xy][12]?|c[xy]|r|in2?|points|path|offset|version|viewBox|preserveAspectRatio|transform|opacity|display|overflow|visibility|result|mode|operator|values|stdDeviation|spreadMethod|(?:clip|gradient|pattern|mask|marker|fill|stroke|stop|font|color|flood|text|dominant|alignment|vector|shape)(?:-[a-z]+|Units|ContentUnits|Transform|Width|Height)*)$/;

/** Code, pages and pictures in attributes, and more addresses than one. */
const LEFT_OUT = /^(?:on.*|(?:image)?srcset|srcdoc|rr_dataURL|nonce|integrity)$/i;

/** States, which are no texts. */
const STATE = /^(?:true|false|mixed|)$/;

export type MaskEvent = (event: RecordedEvent) => RecordedEvent | undefined;

/**
 * Takes out of an event what is not to leave the page, in place. What is not known is left out: undefined, or no value.
 * `nodeOf` says which node has an id. Throws where a selector is none.
 */
export const createMaskEvent = (
  options: ReplayOptions,
  redactor: WebRedactor,
  nodeOf: (id: number) => Node | null,
): MaskEvent => {
  const unmask = options.unmask?.join();
  const masked = [ALWAYS_MASKED, ...(options.mask ?? [])].join();
  for (const selector of [unmask, masked]) if (selector) document.querySelector(selector);
  const kept = new Set(options.keepAttributes);

  const isClear = (id: number): boolean => {
    const node = nodeOf(id);
    const element = node?.nodeType === 1 ? (node as Element) : node?.parentElement;
    return !!unmask && !!element?.closest(unmask) && !element.closest(masked);
  };
  const isPassword = (id: number): boolean =>
    !!(nodeOf(id) as Element | null)?.matches?.('[type=password],[data-rr-is-password]');
  const isDrawing = (id: number): boolean => (nodeOf(id) as Element | null)?.namespaceURI === SVG;
  const text = (value: string, id: number): string => (isClear(id) ? redactor.text(value) : maskText(value));
  // Its length is told by nothing.
  const input = (value: string, id: number): string => (isPassword(id) ? '********' : text(value, id));
  const css = <T>(value: T): T =>
    (typeof value === 'string'
      ? maskCss(value, redactor)
      : Array.isArray(value)
        ? value.map(css)
        : value) as T;

  const textNode = (value: string, id: number): string =>
    nodeOf(id)?.parentNode?.nodeName.toLowerCase() === 'style' ? css(value) : text(value, id);

  const attribute = (name: string, value: unknown, id: number): unknown => {
    if (/^(?:checked|selected)$/.test(name)) return isClear(id) ? value : undefined;
    if (name === 'style' || name === '_cssText')
      return typeof value === 'object' && value
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, css(each)]))
        : css(value);
    if (typeof value !== 'string') return value;
    if (ADDRESS.test(name))
      // Of an SVG sprite.
      return /^#[\w-]+$/.test(value) && nodeOf(id)?.nodeName === 'use' ? value : cleanUrl(value, redactor);
    if (kept.has(name) || LOOKS.test(name) || (DRAWS.test(name) && isDrawing(id)))
      return redactor.text(value);
    if (LEFT_OUT.test(name)) return undefined;
    return STATE.test(value) ? value : name === 'value' ? input(value, id) : text(value, id);
  };
  const all = (attributes: Record<string, unknown>, id: number): void => {
    for (const name in attributes) {
      const value = attribute(name, attributes[name], id);
      if (value === undefined) delete attributes[name];
      else attributes[name] = value;
    }
  };

  const node = (recorded: RecordedNode): void => {
    const { type, id, attributes, childNodes = [] } = recorded;
    if (type === NODE_ELEMENT) all(attributes ?? {}, id);
    else if ('textContent' in recorded)
      recorded.textContent = type === NODE_TEXT ? textNode(recorded.textContent ?? '', id) : '';
    for (const child of childNodes) node(child);
  };

  const change = (data: ChangeData): boolean => {
    const { source, id = 0, texts = [], attributes = [], adds = [], set, styles = [] } = data;
    switch (source) {
      case SOURCE_MUTATION:
        for (const each of texts) each.value &&= textNode(each.value, each.id);
        for (const each of attributes) all(each.attributes, each.id);
        for (const each of adds) if (each.node) node(each.node);
        return true;
      case SOURCE_INPUT:
        data.text = input(data.text ?? '', id);
        data.isChecked &&= isClear(id);
        return true;
      case SOURCE_STYLE_RULE:
        for (const each of adds) each.rule = css(each.rule ?? '');
        if (data.replace) data.replace = css(data.replace);
        if (data.replaceSync) data.replaceSync = css(data.replaceSync);
        return true;
      case SOURCE_STYLE_DECLARATION:
        if (set) set.value = css(set.value);
        return true;
      case SOURCE_ADOPTED_STYLES:
        for (const { rules } of styles) for (const each of rules) each.rule = css(each.rule ?? '');
        return true;
      default:
        return SOURCES_OF_NUMBERS.includes(source);
    }
  };

  return (event) => {
    switch (event.type) {
      case EVENT_SNAPSHOT:
        node(event.data.node);
        return event;
      case EVENT_META:
        event.data.href = cleanUrl(event.data.href, redactor);
        return event;
      case EVENT_CHANGE:
        return change(event.data) ? event : undefined;
      default:
        return undefined;
    }
  };
};
