import { Modal, Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AskedDate, SeriesActions } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { ChooseDates } from './choose-dates.tsx'
import { SeriesResult } from './series-result.tsx'
import type { SeriesSubject } from './series-subject.ts'

/** From the dates of a series to what became of each. */
export function SeriesDialog(props: {
  readonly subject: SeriesSubject
  readonly onClose: () => void
  readonly onExited?: () => void
}) {
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const { subject, onClose, onExited } = props
  const { actions, isMissing } = useSeriesActions()
  const [asked, setAsked] = useState<readonly AskedDate[]>()
  const [isOpen, setOpen] = useState(true)
  const coachName = useWorkspace(state => state.coaches.find(({ id }) => id === subject.coachId)?.displayName)
  const title =
    subject.student === undefined
      ? t('series.title', { name: coachName ?? t('unknownCoach') })
      : t('series.titleFor', { name: subject.student.name })
  function exit() {
    onClose()
    onExited?.()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      returnFocus={false}
      onExitTransitionEnd={exit}
      title={title}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      size="lg"
    >
      <Stack gap="md">
        <RefusalAlert refusal={isMissing ? 'not-fetched' : undefined} />
        {actions !== undefined && asked === undefined && (
          <ChooseDates subject={subject} actions={actions} onAsked={setAsked} onClose={() => setOpen(false)} />
        )}
        {asked !== undefined && <SeriesResult subject={subject} asked={asked} onClose={() => setOpen(false)} />}
      </Stack>
    </Modal>
  )
}

function useSeriesActions(): { readonly actions: SeriesActions | undefined; readonly isMissing: boolean } {
  const load = useWorkspace(state => state.loadSeriesActions)
  const [actions, setActions] = useState<SeriesActions>()
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    load().then(
      loaded => setActions(loaded),
      () => setMissing(true)
    )
  }, [load])
  return { actions, isMissing }
}
