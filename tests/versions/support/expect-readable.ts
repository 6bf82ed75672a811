import { expect } from 'vitest'
import { isOfferedId } from '#domain/model/offered.ts'
import type { Received } from './protocol.ts'
import type { RecordedDevice } from './recorded-device.ts'

const shownProblems = 5

/** Every device's answers together. */
export interface Reading {
  readonly documents: number
  readonly unknownFields: ReadonlySet<string>
  readonly unknownReasons: ReadonlySet<string>
}

/** Fails where the server sent a device anything that its version cannot read, and says what. */
export async function expectReadable(devices: readonly RecordedDevice[]): Promise<Reading> {
  const unknownFields = new Set<string>()
  const unknownReasons = new Set<string>()
  let documents = 0
  for (const device of devices) {
    const received = await device.received()
    documents += received.documents
    for (const field of received.unknownFields) unknownFields.add(field)
    for (const reason of received.unknownReasons) unknownReasons.add(reason)
    // A kind of its own, which no screen of before shows: such a device sets it aside (VE4).
    const unreadable = received.unreadable.filter(({ id }) => !isOfferedId(id))
    expect(describeUnreadable(device.name, { ...received, unreadable })).toBe('')
    expect(received.documents + received.tombstones).toBeGreaterThan(0)
  }
  return { documents, unknownFields, unknownReasons }
}

export function describeUnreadable(name: string, { documents, unreadable, brokenAnswers }: Received): string {
  if (unreadable.length === 0 && brokenAnswers.length === 0) return ''
  const lines = unreadable.slice(0, shownProblems).map(({ database, id, problems, document }) => {
    return `${database}/${id}\n  ${problems.join('\n  ')}\n  in ${JSON.stringify(document)}`
  })
  return [
    `${name} cannot read ${unreadable.length} of ${documents} documents that today's server sent:`,
    ...lines,
    ...brokenAnswers.slice(0, shownProblems).map(answer => `the answer to ${answer}`),
    'The person of such a device does not see it. 0.1.0 reads new fields at the top level alone, and no new reason, topic or',
    'state; later versions read all of these, but nothing that lacks a field or has a wrong value in it (tests/versions/README.md).'
  ].join('\n')
}
