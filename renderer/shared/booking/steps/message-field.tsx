import { useTranslation } from 'react-i18next'
import { messageMaxLength } from '#domain/model/limits.ts'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import type { FormEditing } from '#renderer/ui/draft/use-form-draft.ts'

/** How many characters of a message are too many; spaces at its ends are not sent. */
export function countTooMany(message: string): number {
  return Math.max(0, message.trim().length - messageMaxLength)
}

/** What a student writes to the coach beside the booking (BK23). */
export function MessageField({ draft, coach }: { readonly draft: FormEditing<'claim'>; readonly coach: string }) {
  const { t } = useTranslation('booking')
  const over = countTooMany(draft.values.message)
  return (
    <>
      <DraftReopened draft={draft} />
      <DraftTextarea
        label={t('message.label', { coach })}
        description={t('message.hint')}
        text={draft.text('message')}
        error={over > 0 ? t('message.tooLong', { count: over }) : undefined}
        autosize
        minRows={2}
        maxRows={6}
      />
      <DraftStatus draft={draft} />
    </>
  )
}
