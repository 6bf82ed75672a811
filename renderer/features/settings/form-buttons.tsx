import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface FormButtonsProps {
  readonly isDirty: boolean
  readonly isBusy: boolean
  readonly onDiscard: () => void
}

/** Save and discard, under a form. */
export function FormButtons({ isDirty, isBusy, onDiscard }: FormButtonsProps) {
  const { t } = useTranslation('settings')
  return (
    <Group gap="xs">
      <Button type="submit" loading={isBusy} disabled={!isDirty}>
        {t('save')}
      </Button>
      {isDirty && (
        <Button variant="subtle" color="gray" onClick={onDiscard} disabled={isBusy}>
          {t('discard')}
        </Button>
      )}
    </Group>
  )
}
