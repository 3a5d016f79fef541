/**
 * How far the search that ran last has come, in units of its text: less than all of it where it took too much
 * work. One is used again and again, as what is found is.
 */
export const searched = { until: Number.POSITIVE_INFINITY };
