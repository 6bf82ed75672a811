// Imported first: the test's clock in the place of this thread's, and, on request, chance that repeats itself.
import { createHash } from 'node:crypto'
import { workerData } from 'node:worker_threads'

const { clock, seed } = workerData as { readonly clock: SharedArrayBuffer; readonly seed?: number }
const instant = new Float64Array(clock)

/** The test's clock, epoch ms. */
export const readClock = (): number => Math.round(instant[0] ?? 0)

const RealDate = Date
class ClockDate extends RealDate {
  constructor(...args: readonly unknown[]) {
    if (args.length === 0) super(readClock())
    else super(...(args as [number]))
  }
  static override now(): number {
    return readClock()
  }
}
globalThis.Date = ClockDate as DateConstructor

/** One row of draws for each length: how often a device waits for its connection does not change its ids. */
const drawnByLength = new Map<number, number>()
/** Random bytes; the same ones in each run where the test named a seed. */
export function drawBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  if (seed === undefined) return crypto.getRandomValues(bytes)
  const drawn = (drawnByLength.get(length) ?? 0) + 1
  drawnByLength.set(length, drawn)
  for (let at = 0; at < length; at += 32) {
    const block = createHash('sha256').update(`${seed}/${length}/${drawn}/${at}`).digest()
    bytes.set(new Uint8Array(block).subarray(0, Math.min(32, length - at)), at)
  }
  return bytes
}

if (seed !== undefined) {
  Math.random = () => (new Uint32Array(drawBytes(4).buffer)[0] ?? 0) / 2 ** 32
  const fill = <T extends ArrayBufferView | null>(target: T): T => {
    if (target !== null) {
      new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(drawBytes(target.byteLength))
    }
    return target
  }
  Object.defineProperty(globalThis.crypto, 'getRandomValues', { value: fill, configurable: true })
}

// RxDB recommends its shop each time that it starts.
console.warn = () => undefined
