import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { fieldsOf, readNotice, type ToldNotice } from '#domain/notices/notice-payload.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'

/** Opens the time that the coach had wanted as a slot of its own; nothing where there is no such time, or it is open already. */
export function KeepMineButton({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const { offer } = useUndo()
  const createSlot = useWorkspace(state => state.createSlot)
  const reopenSlot = useWorkspace(state => state.reopenSlot)
  const account = useOpenAccount()
  const wanted = wantedStart(readNotice(notice))
  const slotId = account?.role === 'coach' && wanted !== undefined ? createSlotId(account.userId, wanted) : undefined
  const status = useWorkspace(state => state.slots.find(({ id }) => id === slotId)?.status)
  const [refusal, setRefusal] = useState<Refusal>()
  const slot = slotFromId(slotId ?? '')
  if (slot === undefined || status === 'open' || status === 'booked') return <RefusalAlert refusal={refusal} />
  const when = format.dayAndTimeRange(slot)

  async function keep(id: string, startsAt: number) {
    // What the server declined is there, and is asked for once more.
    const outcome = status === 'declined' ? await reopenSlot(id) : await createSlot(startsAt)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    if (outcome.ok) offer(t('done.kept', { when }))
  }

  return (
    <>
      <Button size="xs" variant="default" onClick={() => void keep(slot.id, slot.startsAt)}>
        {t('action.keepMine', { when })}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}

/** When the slot begins that was not applied; undefined where the notice is about no slot. */
function wantedStart(told: ToldNotice): Instant | undefined {
  switch (told.topic) {
    case 'slot-booked-meanwhile':
    case 'edit-met-deletion':
    case 'write-refused':
      return fieldsOf(told.mine).startsAt
    default:
      return undefined
  }
}
