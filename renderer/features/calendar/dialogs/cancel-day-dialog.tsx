import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import { dayText } from '#renderer/ui/format/wall-clock-text.ts'
import { CancelDayForm } from './cancel-day-form.tsx'

/** A day on which its coach cannot come: what is on it, one reason, and afterwards who has been told. */
export function CancelDayDialog(props: { readonly date: CalendarDate | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const { date, onClose } = props
  // While it fades out it still shows what it was about.
  const shown = useLastDefined(date)
  return (
    <Modal
      opened={date !== undefined}
      onClose={onClose}
      title={shown === undefined ? '' : t('cancelDay.title', { day: dayText(shown, format) })}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      size="lg"
    >
      {shown !== undefined && <CancelDayForm key={shown} date={shown} onClose={onClose} />}
    </Modal>
  )
}
