import { createDossierId, type Dossier } from '#domain/model/dossier.ts'
import { createOfferedMonth, type OfferedMonth } from '#domain/model/offered.ts'
import type { DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { at, callOf, createSampleData, maya, omar, sampleNow } from './sample-data.ts'

const dossierOf = (studentId: string, more: Partial<Dossier>): readonly [string, Dossier] => [
  studentId,
  { id: createDossierId(studentId), kind: 'dossier', editedAt: sampleNow, ...more }
]

/** Two students with dossiers, and one with a dozen scored sessions. */
export function createSampleStudents(account: DeviceAccount): Partial<WorkspaceData> {
  const scores = [2, 3, 3, 2, 4, 3, 4, 5, 4, 5, 5, 4] as const
  const held = scores.map((satisfaction, n) => {
    const day = 7 * (n - scores.length - 2)
    return callOf(20 + n, day, 10, omar, {
      status: 'completed',
      outcomeAt: at(day, 12),
      satisfaction,
      ...(n < 9 ? { paid: n % 4 !== 3 } : {}),
      ...(n % 3 === 0 ? { notes: 'Rehearsed the opening.\n\n- Slower\n- Fewer slides' } : {}),
      ...(n % 2 === 0 ? { otherReview: { score: Math.min(5, satisfaction + 1), text: '', at: at(day, 13) } } : {})
    })
  })
  return {
    calls: [...held, ...(createSampleData(account).calls ?? [])].toSorted((a, b) => a.startsAt - b.startsAt),
    dossiers: new Map([
      dossierOf(omar.id, {
        goals: 'Give the keynote in May **without notes**.\n\n- An opening that is his own\n- Answers in two sentences',
        background: 'Engineer, leads a team of nine. Was told at thirteen that he mumbles.',
        tags: ['leadership', 'public speaking'],
        agreedToLog: true,
        agreedAt: at(-60, 12)
      }),
      dossierOf(maya.id, { goals: 'To *leave the lab* by spring.', tags: ['research'] })
    ]),
    offered: createSampleOffered()
  }
}

/** Since the middle of the month before last: what was offered then, and how much of it was taken. */
function createSampleOffered(): readonly OfferedMonth[] {
  const since = at(-45, 12)
  const byMonth = new Map<string, OfferedMonth>()
  for (let day = -60; day < 0; day += 2) {
    for (const hour of [10, 14]) {
      const startsAt = at(day, hour)
      const month = new Date(startsAt).toISOString().slice(0, 7)
      const record = byMonth.get(month) ?? createOfferedMonth(month, since)
      const list = (day + hour) % 3 === 0 ? 'open' : 'booked'
      byMonth.set(month, { ...record, [list]: [...record[list], startsAt] })
    }
  }
  return [...byMonth.values()]
}
