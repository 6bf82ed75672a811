import type { Act, Step, Weather } from './act.ts'
import type { DeviceName, PersonName } from './people.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
/** 2027-03-25T08:00:00Z, a Thursday: clocks in Europe change on the Sunday that follows. */
export const worldStart = Date.UTC(2027, 2, 25, 8)

export const rest: Step = { kind: 'rest' }

export function act(device: DeviceName, deed: Act): Step {
  return { kind: 'act', deeds: [{ device, act: deed }] }
}

export function together(deeds: readonly { readonly device: DeviceName; readonly act: Act }[]): Step {
  return { kind: 'act', deeds }
}

export function weather(device: DeviceName, next: Weather): Step {
  return { kind: 'weather', device, weather: next }
}

export function setDisabled(person: PersonName, disabled: boolean): Step {
  return { kind: 'account', person, disabled }
}
