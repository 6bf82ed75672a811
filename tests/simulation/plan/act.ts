import { assertNever } from '#domain/assert-never.ts'
import type { DeviceName, olderDevices, PersonName } from './people.ts'

/**
 * What a person does on a device. `pick`, in [0, 1), chooses among what the device shows at that moment; `words` are typed
 * and are found nowhere else.
 */
export type Act =
  | { readonly kind: 'create-slot'; readonly startsAt: number }
  | { readonly kind: 'move-slot'; readonly pick: number; readonly byMs: number }
  | { readonly kind: 'remove-slot'; readonly pick: number }
  | { readonly kind: 'reopen-slot'; readonly pick: number }
  /** `rival`: not the slot that was picked, but one of the same hours with another coach. `words`: to its coach. */
  | { readonly kind: 'claim'; readonly pick: number; readonly rival?: true; readonly words?: string }
  | { readonly kind: 'cancel'; readonly pick: number; readonly words: string; readonly reopenSlot: boolean }
  /** `toPick` chooses among the open slots of the session's coach. */
  | {
      readonly kind: 'reschedule'
      readonly pick: number
      readonly toPick: number
      readonly words: string
      readonly reopenSlot: boolean
    }
  /** A coach's, to hours with or without a slot. */
  | {
      readonly kind: 'move-anywhere'
      readonly pick: number
      readonly startsAt: number
      readonly words: string
      readonly reopenSlot: boolean
    }
  /** A coach's: all of the day on which this session, chosen by `pick`, is. */
  | { readonly kind: 'cancel-day'; readonly pick: number; readonly words: string }
  /** `pick` chooses an own open slot, `toPick` a student whom the coach has met. */
  | { readonly kind: 'pencil-in'; readonly pick: number; readonly toPick: number }
  /** `count` weeks from an open slot, which `pick` chooses. A coach's for a student whom `toPick` chooses. */
  | { readonly kind: 'book-series'; readonly pick: number; readonly toPick: number; readonly count: number }
  /** A session of a series, chosen by `pick`, and those that follow it. */
  | {
      readonly kind: 'move-following'
      readonly pick: number
      readonly byMs: number
      readonly words: string
      readonly reopenSlot: boolean
    }
  /** Takes back a request that has not been sent. */
  | { readonly kind: 'withdraw'; readonly pick: number }
  /** Takes back the last change of this device. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'wrap-up'; readonly pick: number; readonly words: string; readonly score: number }
  /** Writes down what is to be done after a session: devices of the earlier version do not know of such things. */
  | { readonly kind: 'follow-up'; readonly pick: number; readonly words: string }
  /** `pick` chooses a student whom the coach has met. */
  | { readonly kind: 'write-dossier'; readonly pick: number; readonly words: string }
  /** A coach's summary for the student, an action of the student's and a private one; all of them say the words. */
  | { readonly kind: 'agree'; readonly pick: number; readonly words: string }
  /** Ticks an own action that is open. */
  | { readonly kind: 'tick'; readonly pick: number }
  | { readonly kind: 'review'; readonly pick: number; readonly words: string; readonly score: number }
  | { readonly kind: 'write-bio'; readonly words: string }
  /** A weekday's hours: minutes after midnight. */
  | {
      readonly kind: 'save-hours'
      readonly weekday: number
      readonly starts: readonly number[]
      readonly weeksAhead: number
    }
  /** A date without hours, or one that is like its weekday again. */
  | { readonly kind: 'day-off'; readonly date: string; readonly isOff: boolean }
  /** Times at which a coach is busy elsewhere, as a calendar file says, in the place of those before; no hours: none any more. */
  | { readonly kind: 'be-busy'; readonly startsAt: number; readonly hours: number }
  /** A coach's. `pick` chooses a student whom the coach has met, or has blocked. */
  | { readonly kind: 'block' | 'unblock'; readonly pick: number }
  /** A coach's page: own students alone may book, or everybody. */
  | { readonly kind: 'choose-who-books'; readonly isOwnOnly: boolean }
  /** A student waits for slots to open. `pick` chooses a coach, or any. `changes`: what one asks for that is there, chosen by `pick`. */
  | {
      readonly kind: 'wait'
      readonly pick: number
      readonly until: number
      readonly weekdays?: readonly number[]
      readonly changes?: true
    }
  /** A student waits no longer. */
  | { readonly kind: 'stop-waiting'; readonly pick: number }
  /** Types these words and so many letters into a form without a pause, and does not save it; `dies`: the power goes with the last one. */
  | { readonly kind: 'type'; readonly words: string; readonly letters: number; readonly dies: boolean }
  /** The application ends as it should, and starts again. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'sign-in' }

/** What is done on the screens of an open account. */
export type PersonAct = Exclude<Act, { readonly kind: 'restart' | 'sign-in' | 'type' }>

/**
 * The network of one device. `flaky` loses requests before they arrive and answers after the server has taken the request,
 * sends requests twice and lets copies arrive late; `slow` delays each. `proxy` answers pages with a clock of their own, before or after
 * the server has taken the request, takes no large bodies, cuts answers short, and is slow. `narrow` takes no large bodies, and cuts
 * every large answer: a device that does not ask for less gets nothing.
 */
export type Weather = 'clear' | 'cut' | 'slow' | 'flaky' | 'proxy' | 'narrow'

/** How a run of the server ends: storage fails at its n-th write, of copies or of all; undefined: it does not. */
export type ServerFault =
  | { readonly kind: 'crash' | 'refuse' | 'lose-answer'; readonly atWrite: number; readonly of?: 'copies' }
  | undefined

/** When a device's power goes: before its n-th write from now on (0: the next one), or after it, which nobody hears of. */
export interface PowerCut {
  readonly atWrite: number
  readonly isKept: boolean
}

export type Step =
  /** Several people act at the same time. */
  | { readonly kind: 'act'; readonly deeds: readonly { readonly device: DeviceName; readonly act: Act }[] }
  | { readonly kind: 'weather'; readonly device: DeviceName; readonly weather: Weather }
  | { readonly kind: 'cut-power'; readonly device: DeviceName; readonly cut: PowerCut }
  /** The device loses its power at the latest now, and starts from what its storage has; `again`: not for long. */
  | { readonly kind: 'power-on'; readonly device: DeviceName; readonly again?: PowerCut }
  | { readonly kind: 'set-clock'; readonly device: DeviceName; readonly skewMs: number }
  /** The clock of the server's machine is set, forwards or back. */
  | { readonly kind: 'set-server-clock'; readonly byMs: number }
  | { readonly kind: 'account'; readonly person: PersonName; readonly disabled: boolean }
  | { readonly kind: 'phone'; readonly person: PersonName; readonly phone: string }
  | { readonly kind: 'pass'; readonly ms: number }
  /** The daily filling of all calendars. */
  | { readonly kind: 'fill' }
  /** The server stops and starts again on its data. */
  | { readonly kind: 'restart-server'; readonly fault: ServerFault }
  /** The server's disk is full after so many more writes; `keepsFailed`: the first that fails is stored all the same. */
  | { readonly kind: 'fill-disk'; readonly afterWrites: number; readonly keepsFailed: boolean }
  /** There is room on the server's disk again, and all its databases are open. */
  | { readonly kind: 'clear-disk' }
  /** The server stops, its data folder is copied, and it starts again. */
  | { readonly kind: 'copy-data' }
  | LostOrPutBack
  /** Waits until the server's storage has failed as it was to. */
  | { readonly kind: 'await-fault' }
  /** Waits until the devices with a clear network, and the server, have nothing left to do. */
  | { readonly kind: 'rest' }

/** A database of the server: one that all share, or a person's own. */
export type DatabaseName = 'slots' | 'users' | 'bookings' | PersonName

export type LostOrPutBack =
  /** The server stops, and starts again on the newest copy: all of it, or with one database from it. */
  | { readonly kind: 'put-back'; readonly database?: DatabaseName }
  /** The server stops, and starts again without one of its databases. */
  | { readonly kind: 'lose'; readonly database: DatabaseName }

export interface Plan {
  readonly seed: number
  /** Devices of an earlier version; left out: none. */
  readonly olderDevices?: readonly (typeof olderDevices)[number][]
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
    case 'cut-power':
      return `power of ${step.device} goes ${cutToText(step.cut)}`
    case 'power-on':
      return `power of ${step.device} is back${step.again === undefined ? '' : `, and goes ${cutToText(step.again)}`}`
    case 'set-clock':
      return `clock of ${step.device} is set ${(step.skewMs / hourMs).toFixed(2)} h off`
    case 'set-server-clock':
      return `clock of the server is set by ${(step.byMs / hourMs).toFixed(2)} h`
    case 'account':
      return `account of ${step.person}: ${step.disabled ? 'disabled' : 'enabled'}`
    case 'phone':
      return `${step.person} has a new phone: ${step.phone}`
    case 'pass':
      return `${(step.ms / hourMs).toFixed(1)} h pass`
    case 'fill':
      return 'calendars are filled'
    case 'restart-server':
      return `server restarts${faultToText(step.fault)}`
    case 'fill-disk':
      return `disk of the server is full after ${step.afterWrites} writes${step.keepsFailed ? ', which keeps the next' : ''}`
    case 'clear-disk':
      return 'disk of the server has room'
    case 'copy-data':
      return 'the data are copied'
    case 'put-back':
      return `the copy of ${step.database ?? 'all data'} comes back`
    case 'lose':
      return `${step.database} is lost`
    case 'await-fault':
      return 'the fault'
    case 'rest':
      return 'rest'
    default:
      return assertNever(step)
  }
}

const hourMs = 3_600_000

function cutToText({ atWrite, isKept }: PowerCut): string {
  return `${isKept ? 'after' : 'before'} write ${atWrite}`
}

function faultToText(fault: ServerFault): string {
  if (fault === undefined) return ''
  return `, ${fault.kind} at write ${fault.atWrite}${fault.of === undefined ? '' : ` of ${fault.of}`}`
}

export function actToText({ kind, ...fields }: Act): string {
  const words = Object.entries(fields).map(([name, value]) =>
    name === 'startsAt' || name === 'until'
      ? new Date(Number(value)).toISOString().slice(5, 16)
      : `${name}=${toShort(value)}`
  )
  return [kind, ...words].join(' ')
}

function toShort(value: unknown): string {
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : String(value)
}
