/** How node-exporter is called as a job: here, and by the charts of the Prometheus community. */
export const NODE_JOBS = '(.*/)?(prometheus-)?node([-_]exporter)?';
