import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { isReplacementOf, type Slot } from '#domain/model/slot.ts'
import { listWaitingRequests } from '#domain/projection/waiting.ts'
import { isDirty } from '../device.ts'
import { actorOf, coachId, type DeviceName, deviceNames } from '../people.ts'
import type { DeviceState, Wished, World } from '../state.ts'
import type { Filling } from '../filling.ts'

/** What a person does: the device afterwards, and what must be found again in the end. */
export interface Act {
  readonly name: string
  readonly device: DeviceState
  readonly typed?: string
  readonly claim?: { readonly id: string; readonly wished: Wished }
  /** Of a series: each date. */
  readonly claims?: readonly { readonly id: string; readonly wished: Wished }[]
  /** Slots that were put into the calendar or taken out of it. */
  readonly made?: readonly string[]
  readonly givenUp?: readonly string[]
  readonly takenAway?: World['takenAway']
}

/** What the person at a device sees and has at hand for the next act. */
export interface View {
  readonly name: DeviceName
  readonly device: DeviceState
  readonly isCoach: boolean
  readonly now: Instant
  readonly starts: readonly Instant[]
  /** Slots as the application shows them: one that a waiting move replaces is left out. */
  readonly slots: readonly Slot[]
  readonly calls: readonly SessionCopy[]
  /** A coach's own page, where hours are a part of the scene. */
  readonly page: CoachProfile | undefined
  /** Slots that a waiting wish of this person is about to take. */
  readonly taken: ReadonlySet<string>
  /** 128 bits in hex that say whose n-th act it is. */
  readonly id: string
  /** See `System`. */
  readonly hasMakings: boolean
  readonly filling: Filling
  /** See `Scene`. */
  readonly movesAnywhere: boolean
  readonly hasSeries: boolean
  /** A word that nobody else types. */
  readonly word: string
}

/** What is the same for everybody in an exploration. */
export type Setting = Pick<View, 'starts' | 'hasMakings' | 'filling' | 'movesAnywhere' | 'hasSeries'>

export function createView(device: DeviceState, name: DeviceName, now: Instant, setting: Setting): View {
  const calls = Object.values(device.held.calls).flatMap(({ local }) =>
    local.deleted || local.value.kind !== 'call' ? [] : [local.value]
  )
  return {
    name,
    device,
    isCoach: actorOf[name].role === 'coach',
    now,
    ...setting,
    slots: listShownSlots(device),
    calls,
    page: findPage(device),
    taken: new Set(listWaitingRequests(calls).keys()),
    id: `${deviceNames.indexOf(name)}${device.acts}`.padStart(32, '0'),
    word: `w${deviceNames.indexOf(name)}${device.acts}.`
  }
}

function findPage({ held }: DeviceState): CoachProfile | undefined {
  const local = held.users[coachId]?.local
  return local === undefined || local.deleted ? undefined : local.value
}

function listShownSlots(device: DeviceState): readonly Slot[] {
  const live = Object.values(device.held.slots).flatMap(({ local }) => (local.deleted ? [] : [local.value]))
  return live.filter(({ id }) => findReplacement(device, id) === undefined)
}

/** The slot of this device that waits to replace another one, which is not booked. */
export function findReplacement({ held }: DeviceState, slotId: string): Slot | undefined {
  const replaced = held.slots[slotId]?.local
  if (replaced === undefined || replaced.deleted || replaced.value.status === 'booked') return undefined
  return Object.values(held.slots).find(
    slot =>
      isDirty(slot) &&
      !slot.local.deleted &&
      slot.local.value.status === 'open' &&
      isReplacementOf(slot.local.value, replaced.value)
  )?.local.value
}

/** `c:…:1806…` is too long for a trace. */
export function short(slotId: string): string {
  return new Date(Number(slotId.split(':')[1])).toISOString().slice(11, 16)
}
