import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { toSessionEvent } from '#domain/calendar/session-event.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { createChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { useChunkCall } from '#renderer/ui/lazy/use-chunk-call.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { saveFile } from '#renderer/ui/save-file.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { otherNameOf } from './other-name.ts'

const writer = createChunk(async () => (await import('#domain/calendar/write-calendar.ts')).writeCalendar)

/** Saves a session that lies ahead as a calendar file, for a calendar that is not subscribed; works without a network. */
export function AddToCalendarButton({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const now = useNow()
  const withWriter = useChunkCall(writer)
  const event = toSessionEvent(call)
  if (event === undefined || event.isCancelled || call.startsAt <= now) return null
  const name = otherNameOf(call, t('erasedName'))

  function save(found: NonNullable<typeof event>) {
    const words = { title: () => t('inCalendar.title', { name }), byPhone: t('inCalendar.byPhone') }
    withWriter(writeCalendar => saveFile('coachdesk-session.ics', writeCalendar([found], words), 'text/calendar'))
  }

  return (
    <Button
      size="xs"
      variant="default"
      aria-label={t('action.label', { action: t('action.addToCalendar'), name, when: format.dayAndTimeRange(call) })}
      onClick={() => save(event)}
    >
      {t('action.addToCalendar')}
    </Button>
  )
}
