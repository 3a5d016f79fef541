import { ID, VERSION } from './call-shape.ts';

const MAX_LENGTH = 2_048;

/** The ids of a URL or path, of its query too. */
export const idsIn = (url: string): readonly string[] =>
  url
    .slice(0, MAX_LENGTH)
    .split(/[/?&=#,;]/)
    .filter((part) => ID.test(part) && !VERSION.test(part));

/** Part after part of a list, or of something that is large. */
const PAGE =
  /[?&](?:page\w*|offset|cursor|after\w*|before\w*|since\w*|m(?:ax|in)_?id|start\w*|skip|next\w*|marker|(?:key|version|id)-marker|continuation[\w-]*|part_?number|upload_?id|chunk\w*|scroll(?:_?id)?)=|\/_search\/scroll\b/i;

/** Many at once already. */
const BATCH = /\/_?(?:m(?:ulti)?get|msearch|bulk|batch\w*)(?:[/?]|$)/i;

/**
 * What a model is asked next depends on what it has answered: OpenAI and those like it, Anthropic, Google, AWS Bedrock,
 * Ollama.
 */
const TALK =
  /\/(?:chat\/completions|completions|v1\/messages|responses|api\/(?:chat|generate)|invoke(?:-with-response-stream)?|converse(?:-stream)?)(?:\?|$)|:(?:stream)?generatecontent(?:\?|$)/i;

/** Whether many of the kind are no fault: parts, batches, and turns of a talk. */
export const isOneOfMany = (url: string): boolean => {
  const start = url.slice(0, MAX_LENGTH);
  return PAGE.test(start) || BATCH.test(start) || TALK.test(start);
};

/** What others need before they can ask. */
const LOGIN =
  /(?:^|[/._-])(?:o?auth\w*|tokens?|login|sessions?|discovery|\.well-known|handshake|permissions?|entitlements?|acls?)(?:[/._?-]|$)/i;

export const isLoginCall = (url: string): boolean => LOGIN.test(url.slice(0, MAX_LENGTH));
