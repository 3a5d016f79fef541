/** The text of a node-exporter with one disk, of which so much is left. */
export const diskText = (share: number): string => {
  const labels = '{device="/dev/vda1",fstype="ext4",mountpoint="/"}';
  return [
    '# TYPE node_filesystem_avail_bytes gauge',
    `node_filesystem_avail_bytes${labels} ${share * 1e11}`,
    '# TYPE node_filesystem_size_bytes gauge',
    `node_filesystem_size_bytes${labels} 1e+11`,
    '',
  ].join('\n');
};
