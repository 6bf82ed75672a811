/** A Buffer is a Uint8Array to everyone but the compiler, whose declarations of the two differ. */
export type Bytes = Uint8Array | Buffer

export function joinBytes(head: Bytes, tail: Bytes): Uint8Array {
  const joined = new Uint8Array(head.byteLength + tail.byteLength)
  joined.set(head, 0)
  joined.set(tail, head.byteLength)
  return joined
}
