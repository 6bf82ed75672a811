import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../model/slot-view.ts'
import { RemoveButton, SlotButtons } from './slot-buttons.tsx'

/** A slot that the server makes once it has the weekly hours: it can be taken away before. */
export function PlannedDetails({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('details.planned')}
      </Text>
      <SlotButtons>
        <RemoveButton slot={slot} />
      </SlotButtons>
    </>
  )
}
