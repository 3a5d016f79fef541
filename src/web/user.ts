/** SHA-256 of the id, with the service in front, so that two applications have two hashes of one user. */
export const hashUser = async (id: string, service = ''): Promise<string> => {
  const bytes = new TextEncoder().encode(`${service}:${id}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => (byte + 256).toString(16).slice(1)).join('');
};
