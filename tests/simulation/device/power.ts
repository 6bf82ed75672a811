import type { PowerCut } from '../plan/act.ts'

/**
 * Whether one run of a device's application has power. Once it has gone, nothing that the application still does has an
 * effect, and its storage does not answer any more: as far as it could tell, time has stopped.
 */
export interface Power {
  readonly isOn: boolean
  /** Resolves when it goes. */
  readonly off: Promise<undefined>
  cutAt(cut: PowerCut): void
  cut(): void
  read<T>(work: () => Promise<T>): Promise<T>
  /** @param ghost what the dead application is told at its burial */
  write<T>(work: () => Promise<T>, ghost: T): Promise<T>
  /** Lets what hangs go on without any effect, so that what is left of the application can be put away. */
  bury(): void
}

/** @param isForgetful whether storage says of what comes shortly before the cut that it is stored, and it is not */
export function createPower({ isForgetful = false } = {}): Power {
  const off = Promise.withResolvers<undefined>()
  const buried = Promise.withResolvers<void>()
  let isOn = true
  let next: PowerCut | undefined

  function cut(): void {
    isOn = false
    off.resolve(undefined)
  }

  /** Whether this write is the one at which the power goes. */
  function takeWrite(): PowerCut | undefined {
    if (next === undefined) return undefined
    const due = next.atWrite === 0 ? next : undefined
    next = due === undefined ? { ...next, atWrite: next.atWrite - 1 } : undefined
    return due
  }

  return {
    get isOn() {
      return isOn
    },
    off: off.promise,
    cutAt(planned) {
      next = planned
    },
    cut,
    async read(work) {
      if (!isOn) await buried.promise
      return work()
    },
    async write(work, ghost) {
      if (isForgetful && next !== undefined) return ghost
      const due = isOn ? takeWrite() : undefined
      if (due?.isKept === true) await work()
      if (due !== undefined) cut()
      if (isOn) return work()
      await buried.promise
      return ghost
    },
    bury: () => buried.resolve()
  }
}
