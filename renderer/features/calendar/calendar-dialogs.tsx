import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import { lazyDialog } from '#renderer/ui/lazy/lazy-dialog.tsx'
import type { SlotTimeRequest } from './dialogs/slot-time-form.tsx'
import type { CalendarDialog } from './model/calendar-state.ts'
import type { WeekCopyPlan } from './model/plan-week-copy.ts'
import type { SlotView } from './model/slot-view.ts'
import type { SlotActions } from './use-slot-actions.ts'

const SlotTimeDialog = lazyDialog(async () => (await import('./dialogs/slot-time-dialog.tsx')).SlotTimeDialog, {
  request: undefined
})
const RemoveSlotDialog = lazyDialog(async () => (await import('./dialogs/remove-slot-dialog.tsx')).RemoveSlotDialog, {
  slot: undefined
})
const PencilSlotDialog = lazyDialog(async () => (await import('./dialogs/pencil-slot-dialog.tsx')).PencilSlotDialog, {
  slot: undefined
})
const CopyWeekDialog = lazyDialog(async () => (await import('./dialogs/copy-week-dialog.tsx')).CopyWeekDialog, {
  plan: undefined
})

const AwayDialog = lazyDialog(async () => (await import('#renderer/shared/hours/away-dialog.tsx')).AwayDialog, {
  request: undefined
})

const MoveSessionDialog = lazyDialog(
  async () => (await import('./dialogs/move-session-dialog.tsx')).MoveSessionDialog,
  { move: undefined }
)

const CancelDayDialog = lazyDialog(async () => (await import('./dialogs/cancel-day-dialog.tsx')).CancelDayDialog, {
  date: undefined
})

/** Whatever is open over the calendar. */
export function CalendarDialogs(props: {
  readonly dialog: CalendarDialog | undefined
  readonly onClose: () => void
  /** Before the dialog closes: the slot is gone, or about to leave the page. */
  readonly onRemoved: (slot: SlotView) => void
  readonly onCopyWeek: (plan: WeekCopyPlan) => Promise<void>
  readonly actions: SlotActions
  readonly onArrive: (slotId: SlotId, startsAt: Instant) => void
}) {
  const { dialog, actions, onArrive } = props
  const request = useTimeRequest(dialog, actions, onArrive)
  return (
    <>
      <SlotTimeDialog request={request} onClose={props.onClose} />
      <RemoveSlotDialog
        slot={dialog?.kind === 'remove' ? dialog.slot : undefined}
        onConfirm={async slot => {
          const outcome = await actions.remove(slot)
          if (outcome.ok) props.onRemoved(slot)
          return outcome
        }}
        onClose={props.onClose}
      />
      <PencilSlotDialog slot={dialog?.kind === 'pencil' ? dialog.slot : undefined} onClose={props.onClose} />
      <MoveSessionDialog move={dialog?.kind === 'move-session' ? dialog : undefined} onClose={props.onClose} />
      <CancelDayDialog date={dialog?.kind === 'cancel-day' ? dialog.date : undefined} onClose={props.onClose} />
      <AwayDialog request={dialog?.kind === 'away' ? dialog : undefined} onClose={props.onClose} />
      <CopyWeekDialog
        plan={dialog?.kind === 'copy-week' ? dialog.plan : undefined}
        onConfirm={props.onCopyWeek}
        onClose={props.onClose}
      />
    </>
  )
}

function useTimeRequest(
  dialog: CalendarDialog | undefined,
  actions: SlotActions,
  onArrive: (slotId: SlotId, startsAt: Instant) => void
): SlotTimeRequest | undefined {
  const { t } = useTranslation('calendar')
  switch (dialog?.kind) {
    case 'new':
      return {
        title: t('dialog.newTitle'),
        submitLabel: t('dialog.newSubmit'),
        initial: dialog.initial,
        onSubmit: async startsAt => {
          const outcome = await actions.create(startsAt)
          if (outcome.ok) onArrive(outcome.value, startsAt)
          return outcome
        }
      }
    case 'move': {
      const { slot } = dialog
      return {
        title: t('dialog.moveTitle'),
        submitLabel: t('dialog.moveSubmit'),
        initial: slot.startsAt,
        movesFrom: slot.id,
        note: slot.look === 'open' && (
          <Text size="xs" c="dimmed">
            {t('affects')}
          </Text>
        ),
        onSubmit: async startsAt => {
          const outcome = await actions.move(slot, startsAt)
          if (outcome.ok) onArrive(outcome.value, startsAt)
          return outcome
        }
      }
    }
    case 'move-session':
    case 'remove':
    case 'pencil':
    case 'copy-week':
    case 'cancel-day':
    case 'away':
    case undefined:
      return undefined
  }
}
