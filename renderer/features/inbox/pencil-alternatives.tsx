import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#domain/model/call.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import { PencilStudentDialog } from '#renderer/shared/sessions/pencil/pencil-student-dialog.tsx'
import { findNearest } from '#renderer/shared/sessions/target-slots.ts'
import { useTargetSlots } from '#renderer/shared/sessions/use-target-slots.ts'
import { NearestButtons } from './nearest-buttons.tsx'

/** For a coach whose session with a student did not come about: the nearest own open slots for the same student. */
export function PencilAlternatives({ call }: { readonly call: Call }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const findRefusal = useWorkspace(state => state.findPencilRefusal)
  const slots = useTargetSlots(useOpenAccount()?.userId)
  const [chosenId, setChosenId] = useState<SlotId>()
  const shownId = useLastDefined(chosenId)
  const { otherId, otherName, otherZone, startsAt } = call
  if (call.partyRole !== 'coach' || otherName === '') return null
  const nearest = findNearest(slots, startsAt, slot => findRefusal(slot.id, otherId) === undefined)
  return (
    <>
      <NearestButtons
        title={t('nearest.pencil', { name: otherName })}
        slots={nearest}
        render={slot => {
          const when = format.dayAndTimeRange(slot)
          return (
            <Button
              key={slot.id}
              size="xs"
              variant="default"
              aria-label={t('action.pencilInto', { when })}
              onClick={() => setChosenId(slot.id)}
            >
              {when}
            </Button>
          )
        }}
      />
      <PencilStudentDialog
        key={shownId}
        student={{ id: otherId, name: otherName, zone: otherZone }}
        initialSlotId={shownId}
        opened={chosenId !== undefined}
        onClose={() => setChosenId(undefined)}
      />
    </>
  )
}
