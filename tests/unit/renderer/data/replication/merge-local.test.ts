import { expect, it } from 'vitest'
import { mergeLocalSlot } from '#renderer/data/replication/merge-local.ts'
import { buildClaim, buildSlot, now } from '../../../domain/builders.ts'

const slot = buildSlot()
const gone = { deleted: true, value: slot }

it('SL9 a slot that another one replaces goes with its removal', () => {
  const meeting = { assumed: undefined, server: gone, local: { deleted: false, value: slot }, now }
  expect(mergeLocalSlot(meeting, true)).toEqual({ resolved: gone, notices: [] })
  expect(mergeLocalSlot(meeting, false).resolved).toEqual(meeting.local)
})

it('MG1 a claim for a slot that was moved meanwhile is told, also where the new slot is known', () => {
  // Found by the model: the device knew the slot's new time, and a claim that the server does not remember went in silence.
  const meeting = {
    assumed: { deleted: false, value: slot },
    server: gone,
    local: { deleted: false, value: buildClaim() },
    reason: 'slot-gone' as const,
    now
  }
  expect(mergeLocalSlot(meeting, true)).toMatchObject({ resolved: gone, notices: [{ topic: 'claim-lost' }] })
})
