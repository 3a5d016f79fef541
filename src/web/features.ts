import type { Feature } from './feature.ts';
import { documentLoad } from './instrumentations/document-load.ts';
import { errors } from './instrumentations/errors.ts';
import { fetchRequests } from './instrumentations/fetch.ts';
import { views } from './instrumentations/views.ts';
import { xhrRequests } from './instrumentations/xhr.ts';

/** What has to be there from the start. Views come last: what ends with them is reported before. */
export const features: readonly Feature[] = [errors, documentLoad, fetchRequests, xhrRequests, views];
