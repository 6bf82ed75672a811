import { Button, Group, Modal, Stack } from '@mantine/core'
import { type SyntheticEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import type { HoursChange } from '#renderer/contract/hours.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DialogFooter } from '#renderer/ui/dialog-footer.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dateRangeText } from '#renderer/ui/format/wall-clock-text.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { toDays } from './chosen-days.ts'
import { DaysFields } from './days-fields.tsx'
import { HoursPreviewView } from './hours-preview.tsx'
import { useHoursPreview } from './use-hours-preview.ts'
import { isNote } from './use-note-fault.ts'

/** What the dialog is opened for. */
export interface AwayRequest {
  /** The first day off, where one is meant. */
  readonly from?: CalendarDate
}

/** A holiday in one dialog: from, to, the note, what becomes of the slots, and the sessions that are booked in it. */
export function AwayDialog(props: { readonly request: AwayRequest | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('hours')
  const { t: shared } = useTranslation('shared')
  const { request, onClose } = props
  return (
    <Modal
      opened={request !== undefined}
      onClose={onClose}
      title={t('away.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      transitionProps={{ exitDuration: 0 }}
    >
      {request !== undefined && <AwayForm request={request} onClose={onClose} />}
    </Modal>
  )
}

function AwayForm({ request, onClose }: { readonly request: AwayRequest; readonly onClose: () => void }) {
  const { t } = useTranslation('hours')
  const { t: shared } = useTranslation('shared')
  const account = useOpenAccount()
  const ownId = account?.userId ?? ''
  const zone = useWorkspace(state => state.coaches.find(({ id }) => id === ownId)?.zone) ?? account?.zone ?? 'UTC'
  const saveHours = useWorkspace(state => state.saveHours)
  const format = useFormat()
  const { offer } = useUndo()
  const [empty] = useState({ from: request.from ?? '', to: '', note: '' })
  const draft = useFormDraft('away', ownId, empty, {})
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()

  const { values } = draft
  const change = useMemo(() => toChange(values), [values])
  const preview = useHoursPreview(change)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    const days = toDays(values)
    if (change === undefined || days === undefined) return
    setBusy(true)
    setRefused(undefined)
    const outcome = await draft.submit(() => saveHours(change))
    setBusy(false)
    if (!outcome.ok) {
      setRefused(outcome)
      return
    }
    const stay = preview?.sessions.length ?? 0
    const done = t('away.saved', { dates: dateRangeText(days.from, days.to, format) })
    offer(stay === 0 ? done : `${done} ${t('away.stay', { count: stay })}`)
    onClose()
  }

  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="md">
        <DraftReopened draft={draft} />
        <DaysFields
          range={values}
          onRange={range => draft.change({ ...range })}
          note={draft.text('note')}
          zone={zone}
        />
        {change !== undefined && <HoursPreviewView preview={preview} />}
        <RefusalAlert refusal={refused?.refusal} />
        <DialogFooter>
          <Group justify="space-between" gap="xs">
            <DraftStatus draft={draft} />
            <Group gap="xs" ml="auto">
              <Button variant="default" onClick={onClose}>
                {shared('action.cancel')}
              </Button>
              <Button type="submit" loading={isBusy} disabled={change === undefined}>
                {t('away.save')}
              </Button>
            </Group>
          </Group>
        </DialogFooter>
      </Stack>
    </form>
  )
}

/** Undefined while there is nothing to save, or it cannot be saved. */
function toChange(values: {
  readonly from: string
  readonly to: string
  readonly note: string
}): HoursChange | undefined {
  const days = toDays(values)
  return days === undefined || !isNote(values.note) ? undefined : { dates: { ...days, starts: [], note: values.note } }
}
