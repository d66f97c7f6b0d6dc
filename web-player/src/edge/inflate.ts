/** Inflates exactly one gzip member: the browsers' DecompressionStream refuses a second one in the same stream. */
export async function inflateMember(member: Uint8Array): Promise<string> {
  const { readable, writable } = new DecompressionStream('gzip');
  // Not from a Blob, whose bytes would come back by way of the browser's own process.
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(new Uint8Array(member)), writer.close()]);
  const [text] = await Promise.all([new Response(readable).text(), written]);
  return text;
}
