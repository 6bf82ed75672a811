import { mergeHowWeMeet } from '#domain/merge/merge-how-we-meet.ts'
import { createBlockList } from '#domain/model/block-list.ts'
import { createHowWeMeetId, type HowWeMeet, howWeMeetSchema } from '#domain/model/how-we-meet.ts'
import { maxBlocked } from '#domain/model/limits.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { pickOwn } from '../derive-workspace.ts'
import { type ActionContext, done, refuse } from './action-context.ts'

/** What a coach keeps in the own database: whom the coach has blocked (BL3), and how sessions take place (HM1). */
export function createCoachActions(context: ActionContext): Pick<WorkspaceActions, 'setBlocked' | 'saveHowWeMeet'> {
  const { account, repositories, now, journal, hasCapability } = context
  const { calls, notices } = repositories
  const readOwn = () => pickOwn(calls.items)

  /** What another device saved while this was typed: untouched fields follow it, and what is written over goes to the inbox (MG18). */
  async function keepFieldsOfOthers(typed: HowWeMeet, base: Omit<HowWeMeet, 'id' | 'kind'>): Promise<HowWeMeet> {
    const current = readOwn().howWeMeet
    if (current === undefined) return typed
    const { resolved, notices: told } = mergeHowWeMeet({
      assumed: { deleted: false, value: { ...base, id: typed.id, kind: 'meeting' } },
      // Who presses Save sees what was typed here stand.
      server: { deleted: false, value: typed },
      local: { deleted: false, value: current },
      now: now()
    })
    if (told.length > 0) await notices.addMissing(told)
    return resolved.value
  }

  return {
    async setBlocked({ id, name }, isBlocked) {
      if (account.role !== 'coach') return refuse('coaches-only')
      if (!hasCapability('who-may-book')) return refuse('unknown-field')
      const { blocked } = readOwn()
      if (blocked.has(id) === isBlocked) return done
      const next = createBlockList(isBlocked ? [...blocked, id] : [...blocked].filter(other => other !== id))
      if (next.studentIds.length > maxBlocked) return refuse('invalid-input')
      const saved = await calls.save(next)
      if (!saved.ok) return saved
      const kind = isBlocked ? 'student-blocked' : 'student-unblocked'
      await journal.record({ kind, slotIds: [], ...(name === '' ? {} : { otherName: name }), after: { studentId: id } })
      return saved
    },
    async saveHowWeMeet(fields, base) {
      if (account.role !== 'coach') return refuse('coaches-only')
      if (!hasCapability('how-we-meet')) return refuse('unknown-field')
      const saysWhere = fields.linkInCalendars !== undefined || fields.addressInCalendars !== undefined
      if (saysWhere && !hasCapability('meeting-in-calendars')) return refuse('unknown-field')
      const id = createHowWeMeetId(account.userId)
      const typed = howWeMeetSchema.safeParse({ ...dropUnknown(howWeMeetSchema, fields), id, kind: 'meeting' })
      if (!typed.success) return refuse('invalid-input', { field: typed.error.issues[0]?.path.join('.') ?? '' })
      const before = toFields(readOwn().howWeMeet)
      const next = base === undefined ? typed.data : await keepFieldsOfOthers(typed.data, base)
      const saved = await calls.save(next)
      if (saved.ok) await journal.record({ kind: 'how-we-meet-saved', slotIds: [], before, after: toFields(next) })
      return saved
    }
  }
}

function toFields(howWeMeet: HowWeMeet | undefined): Omit<HowWeMeet, 'id' | 'kind'> | undefined {
  if (howWeMeet === undefined) return undefined
  const { id: _, kind: __, ...fields } = howWeMeet
  return fields
}
