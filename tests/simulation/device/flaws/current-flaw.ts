import type { DeviceFlaw } from '../protocol.ts'

let current: DeviceFlaw | undefined

/** From now on applications that start in this thread have this flaw, where it is a breakable one. */
export function setFlaw(flaw: DeviceFlaw | undefined): void {
  current = flaw
}

export function hasFlaw(flaw: DeviceFlaw): boolean {
  return current === flaw
}
