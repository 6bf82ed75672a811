import type { Outcome, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { hourMs } from '#domain/time/durations.ts'
import type { PersonAct } from '../plan/act.ts'
import type { Deed } from './protocol.ts'

type OwnAct = Extract<
  PersonAct,
  { readonly kind: 'be-busy' | 'block' | 'unblock' | 'choose-who-books' | 'wait' | 'stop-waiting' }
>

const idle: Deed = { kind: 'idle' }

/** What a person does to documents of the own database, or of the own page, of which nobody is told. */
export async function performOwnAct(act: OwnAct, state: WorkspaceStoreState, userId: string): Promise<Deed> {
  switch (act.kind) {
    case 'be-busy': {
      const { startsAt, hours } = act
      return toDeed(await (hours === 0 ? state.removeBusyTimes() : state.importBusyTimes(toFile(startsAt, hours))))
    }
    case 'block':
    case 'unblock': {
      const isBlocked = act.kind === 'block'
      const met = [...new Set(state.calls.map(({ otherId }) => otherId))].toSorted()
      const choices = isBlocked ? met.filter(id => !state.blocked.has(id)) : [...state.blocked].toSorted()
      const id = choose(choices, act.pick)
      return id === undefined ? idle : toDeed(await state.setBlocked({ id, name: '' }, isBlocked))
    }
    case 'choose-who-books': {
      const own = state.coaches.find(coach => coach.id === userId)
      if (own === undefined) return idle
      const { id: _, ...page } = own
      return toDeed(await state.saveProfile({ ...page, whoMayBook: act.isOwnOnly ? 'my-students' : 'everyone' }))
    }
    case 'wait': {
      const { pick, until, weekdays, changes } = act
      const changed = changes === true ? choose(state.watches, pick)?.id : undefined
      if (changes === true && changed === undefined) return idle
      // Half of them are for any coach.
      const coach = choose(state.coaches, pick * 2)
      const wish = {
        zone: 'Europe/Zurich',
        until,
        ...(coach === undefined ? {} : { coachId: coach.id }),
        ...(weekdays === undefined ? {} : { weekdays: [...weekdays] })
      }
      return toDeed(await state.saveWatch(wish, changed))
    }
    default: {
      const watch = choose(state.watches, act.pick)
      return watch === undefined ? idle : toDeed(await state.removeWatch(watch.id))
    }
  }
}

function toFile(startsAt: number, hours: number): Pick<File, 'name' | 'size' | 'text'> {
  const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const event = [`DTSTART:${stamp(startsAt)}`, `DTEND:${stamp(startsAt + hours * hourMs)}`, 'UID:1', 'SUMMARY:Private']
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...event, 'END:VEVENT', 'END:VCALENDAR', '']
  const text = lines.join('\r\n')
  return { name: 'busy.ics', size: text.length, text: () => Promise.resolve(text) }
}

function toDeed(outcome: Outcome<unknown>): Deed {
  return outcome.ok ? { kind: 'done', did: {} } : { kind: 'refused', refusal: outcome.refusal }
}

function choose<T>(list: readonly T[], pick: number): T | undefined {
  return list[Math.floor(pick * list.length)]
}
