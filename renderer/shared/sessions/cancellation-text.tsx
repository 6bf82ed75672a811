import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import { otherNameOf } from './other-name.ts'

/** Who called a session off, whether late, and why. */
export function CancellationText({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const { cancellation, partyRole } = call
  if (cancellation === undefined) return null
  const who =
    cancellation.by === partyRole
      ? t('cancelled.byYou')
      : t('cancelled.byOther', { name: otherNameOf(call, t('erasedName')) })
  const isAfterStart = cancellation.at >= call.startsAt
  const late = isAfterStart ? t('cancelled.afterStart', { who }) : t('cancelled.late', { who })
  return (
    <PlainText c="dimmed">
      {cancellation.late || isAfterStart ? late : who}
      {cancellation.reason.trim() !== '' && `. ${t('cancelled.reason', { reason: cancellation.reason })}`}
    </PlainText>
  )
}
