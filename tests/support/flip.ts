/** @param place in the file, from 0 to 1 */
export function flip(bytes: Uint8Array, place: number): Uint8Array {
  const at = Math.floor(bytes.length * place)
  const flipped = new Uint8Array(bytes)
  flipped[at] = (bytes[at] ?? 0) ^ 0xff
  return flipped
}
