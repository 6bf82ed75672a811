import { Button, Center, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { HistoryRow } from './history-row.tsx'
import classes from './history-page.module.css'

const pageSize = 50

/** What was done on this device, newest first, what became of it, and the way back where there is one. */
export function HistoryPage() {
  const { t } = useTranslation('history')
  const isReady = useWorkspace(state => state.ready)
  const journal = useWorkspace(state => state.journal)
  const [limit, setLimit] = useState(pageSize)
  if (!isReady) return <PageSkeleton />
  return (
    <div className={classes.page}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      {journal.length === 0 ? (
        <EmptyState icon={IconHistory} title={t('empty.title')} text={<Text size="sm">{t('empty.text')}</Text>} />
      ) : (
        <ul className={classes.list}>
          {journal.slice(0, limit).map(entry => (
            <HistoryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {journal.length > limit && (
        <Center mt="md">
          <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
            {t('showMore', { count: journal.length - limit })}
          </Button>
        </Center>
      )}
    </div>
  )
}
