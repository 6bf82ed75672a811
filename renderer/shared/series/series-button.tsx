import { Button, Text } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useOffer } from '#renderer/store/hooks.ts'

/** Leads from one date to a series; where the server cannot take one, it says so in the button's place. */
export function SeriesButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation('booking')
  const offer = useOffer('series')
  if (offer === 'unknown') return null
  if (offer === 'missing') {
    return (
      <Text size="xs" c="dimmed">
        {t('series.missing')}
      </Text>
    )
  }
  return (
    <Button variant="subtle" leftSection={<IconRepeat size={16} aria-hidden />} onClick={onClick}>
      {t('series.repeat')}
    </Button>
  )
}
