import type { Instant } from '#domain/model/primitives.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { listNews } from '#domain/waiting-list/opened-notice.ts'
import { ownerOf } from '../plan/people.ts'
import type { Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'
import type { StoredBook } from '../world/stored/stored-book.ts'

/** Of who may book and who waits: what the end alone shows. The rest is looked at commit by commit. */
export function findReachProblems({
  settled,
  ledger
}: {
  readonly settled: Settled
  readonly ledger: Ledger
}): readonly string[] {
  return [
    ...findTelltaleAnswers(settled),
    ...findRemembered(settled),
    ...findStaleNews(settled, ledger.serverTimes.latest)
  ]
}

/** Whether a student may ever have had to ask this coach instead of booking. */
export function mayBeArranged(slotId: string, studentId: string | undefined, { blocks, closed }: StoredBook): boolean {
  const coachId = parseSlotId(slotId)?.coachId ?? ''
  return (
    blocks.all.some(({ key }) => key === `${coachId} ${studentId}`) || closed.all.some(({ key }) => key === coachId)
  )
}

/** What a stranger is told, in so many letters; without the id. */
const strangersAnswer = JSON.stringify({ id: '', error: 'forbidden', reason: 'by-arrangement' })

/** BL4 Who is blocked gets the answer of a stranger, for a claim and for a move. */
function findTelltaleAnswers({ reportByDevice }: Settled): readonly string[] {
  const answers = new Set([...reportByDevice.values()].flatMap(({ arranged }) => arranged))
  return [...answers]
    .filter(answer => answer !== strangersAnswer)
    .map(answer => `who has to ask a coach is answered ${answer}`)
}

/** BL4, BL5 Nothing is stored of it. */
function findRemembered({ truth }: Settled): readonly string[] {
  return truth.bookings
    .filter(booking => JSON.stringify(booking).includes('by-arrangement'))
    .map(({ id }) => `${id} keeps that its student had to ask`)
}

/** WL7 What a device shows of the waiting list as news can be booked. */
function findStaleNews({ truth, reportByDevice }: Settled, now: Instant): readonly string[] {
  return [...reportByDevice].flatMap(([device, { notices, watches, slots }]) => {
    const stored = truth.copiesByPerson.get(ownerOf(device)) ?? []
    const facts = { watches, findSlot: (id: string) => slots.find(slot => slot.id === id), now }
    return [...listNews(notices, facts)].flatMap(([noticeId, news]) => {
      const watchId = notices.find(({ id }) => id === noticeId)?.subject.id
      const isWaiting = stored.some(({ id }) => id === watchId)
      return news
        .filter(id => !isWaiting || !truth.slots.some(slot => slot.id === id && slot.status === 'open'))
        .map(id => `${device} shows ${id} as news, which nobody can book`)
    })
  })
}
