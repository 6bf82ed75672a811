import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { paths } from '../ui/paths.ts'

export function NotFoundPage() {
  const { t } = useTranslation('shell')
  const { t: shared } = useTranslation('shared')
  return (
    <EmptyState
      icon={IconMapOff}
      headingOrder={1}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={
        <Button component={Link} to={paths.home}>
          {shared('action.goHome')}
        </Button>
      }
    />
  )
}
