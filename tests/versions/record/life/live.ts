import type { RecordedDevice } from '../../support/recorded-device.ts'
import { lifeStart, newcomers, passwordOf } from '../cast.ts'
import { leaveUnsent, type UnsentOfCoach, type UnsentOfStudent } from './leave-unsent.ts'
import { dayMs, findCall, hourMs, type LifeWorld, readUserId } from './life-world.ts'
import { pushClaim } from './push-claim.ts'

/** An hour (UTC) of a day after the beginning; at 5 and 18 nobody of the demo has a weekly slot. */
const at = (day: number, hour: number): number => lifeStart - 8 * hourMs + day * dayMs + hour * hourMs

export interface Lived {
  readonly coach: { readonly device: RecordedDevice; readonly userId: string; readonly unsent: UnsentOfCoach }
  readonly student: { readonly device: RecordedDevice; readonly userId: string; readonly unsent: UnsentOfStudent }
}

/**
 * Almost four weeks of five people: sessions with notes, scores and reviews, lost claims, cancellations, moves, pencils,
 * slots removed, moved and declined, words of two devices that met, a disabled account. It ends with two devices that are
 * offline and have much to send, and a server on which life has gone on without them.
 */
export async function live(world: LifeWorld): Promise<Lived> {
  const { server } = world
  await server.addPeople(newcomers)
  const mara = await world.open('mara')
  const jonas = await world.open('jonas')
  const priya = await world.open('priya')
  const maraId = await readUserId(mara)
  const jonasId = await readUserId(jonas)
  const priyaId = await readUserId(priya)
  const slotAt = (day: number, hour: number): string => `${maraId}:${at(day, hour)}`

  // Monday: slots are made, removed and moved; two are booked, and one is claimed in vain.
  await mara.act(
    'createSlots',
    [3, 7, 8, 10, 14].flatMap(day => [at(day, 5), at(day, 18)])
  )
  await mara.act('createSlot', at(9, 5))
  await world.settle()
  await mara.act('removeSlot', slotAt(14, 18))
  await mara.act('moveSlot', slotAt(9, 5), at(9, 18))
  await jonas.act('claimSlot', slotAt(3, 5))
  await priya.act('claimSlot', slotAt(7, 5))
  await world.settle()
  await pushClaim({ server, clock: world.clock, name: 'tomas', password: passwordOf('tomas'), slotId: slotAt(3, 5) })
  const felix = await world.open('felix')
  await felix.act('claimSlot', slotAt(3, 18))
  await world.settle()

  // Thursday: one session took place, to the other one nobody came.
  await world.passUntil(at(3, 8))
  await mara.act('wrapUp', findCall(await mara.shown(), slotAt(3, 5)).id, {
    outcome: 'completed',
    satisfaction: 4,
    notes: '**First minute** is there.\n\nHands: still in the pockets. _Next time:_ the second slide.',
    followUps: [{ text: 'Say the one sentence to somebody at home', done: false }]
  })
  await world.settle()
  await jonas.act('saveReview', findCall(await jonas.shown(), slotAt(3, 5), 'completed').id, {
    score: 5,
    text: 'I was heard, even at the back. Thank you!'
  })
  await jonas.act('claimSlot', slotAt(8, 5))
  await world.passUntil(at(3, 21))
  await mara.act('wrapUp', findCall(await mara.shown(), slotAt(3, 18)).id, {
    outcome: 'no-show',
    notes: 'Waited for twenty minutes.'
  })
  await world.settle()
  await world.close(felix)
  await server.disable('felix')

  // Friday: a student calls off, a coach moves a session, and another one calls one off for good.
  await world.passUntil(at(4, 9))
  await jonas.act('cancelSession', findCall(await jonas.shown(), slotAt(8, 5)).id, {
    reason: 'A customer comes that day.',
    reopenSlot: true
  })
  await mara.act('rescheduleSession', findCall(await mara.shown(), slotAt(7, 5)).id, {
    toSlotId: slotAt(8, 18),
    reason: 'The train is on strike.',
    reopenSlot: false
  })
  await mara.act('pencilIn', slotAt(10, 5), jonasId)
  await world.settle()
  await priya.act('claimSlot', slotAt(10, 18))
  await world.settle()
  await mara.act('cancelSession', findCall(await mara.shown(), slotAt(10, 18)).id, {
    reason: 'I am at a funeral.',
    reopenSlot: false
  })
  await world.settle()

  // A pencil that comes too late.
  await world.goOffline(mara)
  await mara.act('pencilIn', slotAt(14, 5), priyaId)
  await jonas.act('claimSlot', slotAt(14, 5))
  await world.settle()
  await world.goOnline(mara)

  // Two laptops of one coach: overlapping slots, and notes on one session.
  const tablet = await world.open('mara-2')
  await world.goOffline(mara)
  await world.goOffline(tablet)
  await mara.act('createSlot', at(16, 5))
  await tablet.act('createSlot', at(16, 6))
  const met = findCall(await mara.shown(), slotAt(3, 5), 'completed')
  const wrapUp = { outcome: 'completed', satisfaction: 4, followUps: met.followUps }
  await mara.act('wrapUp', met.id, { ...wrapUp, notes: `${met.notes} Typed on the laptop.` })
  await tablet.act('wrapUp', met.id, { ...wrapUp, notes: `${met.notes} Typed on the tablet.` })
  await world.goOnline(mara)
  await world.goOnline(tablet)
  await world.close(tablet)

  // Owen changes his page, and a student moves a session of his.
  const owen = await world.open('owen')
  const owenId = await readUserId(owen)
  const { id: _, ...page } = (await owen.shown()).coaches.find(({ id }) => id === owenId) ?? { id: '' }
  await owen.act('saveProfile', { ...page, headline: 'First-time managers, and second-time ones' })
  await owen.act('createSlots', [at(13, 5), at(15, 5)])
  await world.settle()
  await priya.act('claimSlot', `${owenId}:${at(13, 5)}`)
  await world.settle()
  await priya.act('rescheduleSession', findCall(await priya.shown(), `${owenId}:${at(13, 5)}`).id, {
    toSlotId: `${owenId}:${at(15, 5)}`,
    reason: 'Dentist.'
  })
  await world.settle()
  await world.close(owen)
  const ines = await world.open('ines')
  await ines.act('createSlots', [at(29, 10), at(30, 10)])
  await world.settle()
  await world.close(ines)

  // Three weeks later: there is something to come again.
  await world.passUntil(at(25, 9))
  await mara.act(
    'createSlots',
    [28, 29, 30, 31, 32].flatMap(day => [at(day, 5), at(day, 18)])
  )
  await world.settle()
  await jonas.act('claimSlot', slotAt(28, 5))
  await jonas.act('claimSlot', slotAt(29, 5))
  await priya.act('claimSlot', slotAt(29, 18))
  await world.settle()
  return leaveUnsent({ world, mara, jonas, priya, slotAt, at, maraId, jonasId, priyaId })
}
