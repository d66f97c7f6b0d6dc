/** Whether bytes are whole ISO boxes one after the other: a segment that was cut short would spoil what is appended after it. */
export function isWhole(bytes: ArrayBuffer): boolean {
  const view = new DataView(bytes);
  let at = 0;
  while (at + 8 <= view.byteLength) {
    const size = view.getUint32(at);
    if (size < 8) {
      return false; // open-ended or 64-bit sizes are never written
    }
    at += size;
  }
  return at === view.byteLength && at > 0;
}
