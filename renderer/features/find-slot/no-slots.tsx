import { Button, Stack, Text } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import type { SlotFilters } from './slot-filters.ts'
import { WaitingButtons } from './waiting/waiting-part.tsx'

const noFilters: SlotFilters = {}

/** Nobody is told that there is nothing before the server has been heard. */
export function NoSlotsYet() {
  return useIsArriving('slots') ? <PageSkeleton /> : <NoSlots />
}

function NoSlots() {
  const { t } = useTranslation('booking')
  return (
    <EmptyState
      icon={IconCalendarOff}
      title={t('empty.title')}
      text={<Text size="sm">{t('empty.text')}</Text>}
      action={
        <Stack gap="sm" align="center">
          <WaitingButtons filters={noFilters} isMain />
          <Button variant="default" component={Link} to={paths.sessions()}>
            {t('empty.action')}
          </Button>
        </Stack>
      }
    />
  )
}
