// What one record may hold. Longer values are cut and counted, so that memory is bounded in bytes.

/** UTF-16 units of one attribute value or log body. */
export const MAX_VALUE_LENGTH = 4096;
/** UTF-16 units of a name or an attribute key. */
export const MAX_NAME_LENGTH = 512;
/** Attributes of a record, entries of a nested value, and members of an array. */
export const MAX_ATTRIBUTES = 128;
/** Events, and links, of one span. */
export const MAX_EVENTS = 128;
