/** Who takes part. A person's devices share an account. */
export const people = [
  { name: 'cara', role: 'coach', devices: ['cara-1', 'cara-2'] },
  { name: 'cleo', role: 'coach', devices: ['cleo-1'] },
  { name: 'sam', role: 'student', devices: ['sam-1', 'sam-2'] },
  { name: 'sue', role: 'student', devices: ['sue-1'] }
] as const

export type PersonName = (typeof people)[number]['name']
export type DeviceName = (typeof people)[number]['devices'][number]

export const deviceNames: readonly DeviceName[] = people.flatMap(({ devices }) => [...devices])
export const coachDevices = ['cara-1', 'cara-2', 'cleo-1'] as const satisfies readonly DeviceName[]
export const studentDevices = ['sam-1', 'sam-2', 'sue-1'] as const satisfies readonly DeviceName[]

/** In plans of two versions these are of the earlier one. Each has an owner with a device of today beside it, and they share a thread. */
export const olderDevices = ['cara-2', 'sam-2'] as const satisfies readonly DeviceName[]

export function ownerOf(device: DeviceName): PersonName {
  const owner = people.find(({ devices }) => devices.some(name => name === device))
  if (owner === undefined) throw new Error(`nobody has ${device}`)
  return owner.name
}

export function devicesOf(person: PersonName): readonly DeviceName[] {
  return people.find(({ name }) => name === person)?.devices ?? []
}
