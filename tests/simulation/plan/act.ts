import type { DeviceName } from './people.ts'

/**
 * What a person does on a device. `pick`, in [0, 1), chooses among what the device shows at that moment; `words` are typed
 * and are found nowhere else.
 */
export type Act =
  | { readonly kind: 'create-slot'; readonly startsAt: number }
  | { readonly kind: 'move-slot'; readonly pick: number; readonly byMs: number }
  | { readonly kind: 'remove-slot'; readonly pick: number }
  | { readonly kind: 'reopen-slot'; readonly pick: number }
  /** `rival`: not the slot that was picked, but one of the same hours with another coach. */
  | { readonly kind: 'claim'; readonly pick: number; readonly rival?: true }
  | { readonly kind: 'cancel'; readonly pick: number; readonly words: string; readonly reopenSlot: boolean }
  /** `toPick` chooses among the open slots of the session's coach. */
  | {
      readonly kind: 'reschedule'
      readonly pick: number
      readonly toPick: number
      readonly words: string
      readonly reopenSlot: boolean
    }
  /** `pick` chooses an own open slot, `toPick` a student whom the coach has met. */
  | { readonly kind: 'pencil-in'; readonly pick: number; readonly toPick: number }
  /** Takes back a wish that has not been sent. */
  | { readonly kind: 'withdraw'; readonly pick: number }
  /** Takes back the last change of this device. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'wrap-up'; readonly pick: number; readonly words: string; readonly score: number }
  | { readonly kind: 'review'; readonly pick: number; readonly words: string; readonly score: number }
  | { readonly kind: 'write-bio'; readonly words: string }
  | { readonly kind: 'restart' }

/**
 * The network of one device. `flaky` loses requests before they arrive and answers after the server has taken the request,
 * sends requests twice and lets copies arrive late; `slow` delays each.
 */
export type Weather = 'clear' | 'cut' | 'slow' | 'flaky'

/** How a run of the server ends: storage fails at its n-th write; undefined: it does not. */
export type ServerFault = { readonly kind: 'crash' | 'refuse' | 'lose-answer'; readonly atWrite: number } | undefined

export type Step =
  /** Several people act at the same time. */
  | { readonly kind: 'act'; readonly deeds: readonly { readonly device: DeviceName; readonly act: Act }[] }
  | { readonly kind: 'weather'; readonly device: DeviceName; readonly weather: Weather }
  | { readonly kind: 'pass'; readonly ms: number }
  /** The server stops and starts again on its data. */
  | { readonly kind: 'restart-server'; readonly fault: ServerFault }
  /** Waits until the devices with a clear network, and the server, have nothing left to do. */
  | { readonly kind: 'rest' }

export interface Plan {
  readonly seed: number
  /** How wrong each device's clock is, ms. */
  readonly skewMsByDevice: ReadonlyMap<DeviceName, number>
  readonly steps: readonly Step[]
}

/** One line, as a failing seed prints it. */
export function stepToText(step: Step): string {
  switch (step.kind) {
    case 'act':
      return step.deeds.map(({ device, act }) => `${device} ${actToText(act)}`).join(' || ')
    case 'weather':
      return `network of ${step.device}: ${step.weather}`
    case 'pass':
      return `${(step.ms / 3_600_000).toFixed(1)} h pass`
    case 'restart-server':
      return `server restarts${step.fault === undefined ? '' : `, ${step.fault.kind} at write ${step.fault.atWrite}`}`
    default:
      return 'rest'
  }
}

export function actToText({ kind, ...fields }: Act): string {
  const words = Object.entries(fields).map(([name, value]) =>
    name === 'startsAt' ? new Date(Number(value)).toISOString().slice(5, 16) : `${name}=${toShort(value)}`
  )
  return [kind, ...words].join(' ')
}

function toShort(value: unknown): string {
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : String(value)
}
