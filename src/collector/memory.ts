/** What a Collector needs beside the heap that memory_limiter's limit is for, in MiB. */
export const REST_MIB = 50;
