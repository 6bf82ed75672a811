import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import type { DraftState } from '#renderer/ui/draft/use-form-draft.ts'

interface FormButtonsProps {
  readonly isDirty: boolean
  readonly isBusy: boolean
  readonly draft: DraftState
}

/** Save and discard, under a form. */
export function FormButtons({ isDirty, isBusy, draft }: FormButtonsProps) {
  const { t } = useTranslation('settings')
  return (
    <Group gap="xs">
      <Button type="submit" loading={isBusy} disabled={!isDirty}>
        {t('save')}
      </Button>
      {isDirty && (
        <Button variant="subtle" color="gray" onClick={draft.discard} disabled={isBusy}>
          {t('discard')}
        </Button>
      )}
      {isDirty && <DraftStatus draft={draft} />}
    </Group>
  )
}
