/** For a text that alerts say: what stands in two braces would be a template there. */
export const NO_TEMPLATE = /^(?!.*\{\{).*\S/s;
