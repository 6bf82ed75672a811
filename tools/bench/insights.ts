import { listCoachingLog } from '#domain/insights/coaching-log.ts'
import { countSessions } from '#domain/insights/count-sessions.ts'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { hourMs } from '#domain/time/durations.ts'
import { type Finding, median } from './lib/report.ts'

const sessions = 5_000
const students = 60
const turns = 11
const warmUp = 3
const mostMs = 100
/** A zone's clock that is read for each session costs more than that by itself. */
const mostParsings = 4
const now = Date.UTC(2026, 10, 30)
const first = Date.UTC(2021, 10, 30)
const coachId = 'benchedcoach'

/** A coach's session of five years, the n-th in no order. */
function planCopy(n: number): SessionCopy {
  const startsAt = first + ((n * 1_999) % sessions) * ((now - first) / sessions)
  const at = Math.floor(startsAt / hourMs) * hourMs
  const status = n % 11 === 0 ? 'no-show' : 'completed'
  return {
    id: n.toString(16).padStart(32, '0'),
    kind: 'call',
    status: n % 13 === 0 ? 'cancelled' : status,
    ...(n % 13 === 0
      ? { cancellation: { by: 'student', late: n % 2 === 0, at, reason: 'ill', reopenSlot: true } }
      : {}),
    slotId: createSlotId(coachId, at),
    startsAt: at,
    endsAt: at + 2 * hourMs,
    partyRole: 'coach',
    otherId: `student${n % students}`,
    otherName: `Student ${n % students}`,
    claimedAt: at - 24 * hourMs,
    satisfaction: (n % 5) + 1,
    ...(n % 3 === 0 ? {} : { paid: n % 3 === 1 }),
    notes: 'We went through the opening again, slower, and with fewer slides.'
  }
}

/** Figures and coaching log of 5,000 sessions, against the time in which the sessions themselves are parsed. */
export function benchInsights(): Promise<readonly Finding[]> {
  const text = JSON.stringify(Array.from({ length: sessions }, (_, n) => planCopy(n)))
  const calls = JSON.parse(text) as readonly SessionCopy[]
  if (!calls.slice(0, 100).every(call => sessionCopySchema.safeParse(call).success)) throw new Error('no sessions')
  const question = { range: undefined, zone: 'Europe/Berlin', now }
  const counted: number[] = []
  const parsed: number[] = []
  for (let turn = 0; turn < warmUp + turns; turn += 1) {
    const insights = measure(() => {
      const { total } = countSessions(calls, question)
      const log = listCoachingLog(calls, id => !id.endsWith('7'), question)
      return total.held === log.total.sessions && log.entries.length > 0
    })
    const parsing = measure(() => (JSON.parse(text) as readonly SessionCopy[]).length === sessions)
    if (turn < warmUp) continue
    counted.push(insights)
    parsed.push(parsing)
  }
  const ratios = counted.map((ms, turn) => ms / (parsed[turn] ?? ms))
  return Promise.resolve([
    { name: `figures and coaching log of ${sessions} sessions`, value: median(counted), unit: 'ms', atMost: mostMs },
    { name: 'the same sessions parsed from JSON', value: median(parsed), unit: 'ms' },
    { name: 'figures and log / parsing', value: median(ratios), unit: 'x', atMost: mostParsings }
  ])
}

/** Processor time of this process, ms. @param work says whether it came to something */
function measure(work: () => boolean): number {
  const before = process.cpuUsage()
  if (!work()) throw new Error('nothing was counted')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
