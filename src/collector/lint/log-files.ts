/** Receivers that read logs of the machine: what they read stays where it is, so that they can wait, and go on where they were. */
export const LOG_FILE_RECEIVERS = ['file_log', 'journald'];
