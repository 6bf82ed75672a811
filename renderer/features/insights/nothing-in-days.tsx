import { IconChartBar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/ui/empty-state.tsx'

/** In the place of figures of days in which there was nothing. */
export function NothingInDays() {
  const { t } = useTranslation('insights')
  return <EmptyState icon={IconChartBar} title={t('nothing.title')} text={t('nothing.text')} />
}
