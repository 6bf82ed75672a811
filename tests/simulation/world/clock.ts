/** The world's clock, which threads read as it stands: epoch ms. */
export interface SharedClock {
  now: number
  readonly buffer: SharedArrayBuffer
}

export function createSharedClock(): SharedClock {
  const buffer = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)
  const cell = new Float64Array(buffer)
  return {
    buffer,
    get now() {
      return cell[0] ?? 0
    },
    set now(value) {
      cell[0] = value
    }
  }
}
