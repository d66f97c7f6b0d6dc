/** Inflates exactly one gzip member: the browsers' DecompressionStream refuses a second one in the same stream. */
export async function inflateMember(member: Uint8Array): Promise<string> {
  const inflated = new Blob([new Uint8Array(member)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(inflated).text();
}
