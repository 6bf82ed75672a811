import { Paper, Progress, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#domain/model/primitives.ts'
import type { CollectionSync } from '#renderer/contract/screens.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import classes from './collection-sync-row.module.css'

/** One kind of data in the sync panel: waiting, last success, last problem in words. */
export function CollectionSyncRow({ sync }: { readonly sync: CollectionSync }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const whenText = useWhenText()
  const textOf = useRefusalText()
  const { waiting, lastSuccessAt, lastError, progress } = sync
  return (
    <Paper withBorder p="sm">
      <Stack gap={6}>
        <Text fw={600} size="sm" component="h3">
          {t(`collection.${sync.collection}`)}
        </Text>
        {progress !== undefined && progress.done < progress.total && (
          <>
            <Progress
              value={(100 * progress.done) / Math.max(progress.total, 1)}
              aria-label={t(`collection.${sync.collection}`)}
              size="sm"
            />
            <Text size="xs" c="dimmed">
              {t('row.progress', { done: format.number(progress.done), total: format.number(progress.total) })}
            </Text>
          </>
        )}
        <dl className={classes.facts}>
          <Fact name={t('row.waiting')}>{waiting === 0 ? t('row.none') : t('row.changes', { count: waiting })}</Fact>
          <Fact name={t('row.lastSuccess')}>
            {lastSuccessAt === undefined ? t('row.never') : whenText(lastSuccessAt)}
          </Fact>
          {lastError !== undefined && (
            <Fact name={t('row.lastError')}>
              {textOf(lastError.refusal)} <span className={classes.when}>{whenText(lastError.at)}</span>
              <details className={classes.detail}>
                <summary>{t('row.detail')}</summary>
                {lastError.detail}
              </details>
            </Fact>
          )}
        </dl>
      </Stack>
    </Paper>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function useWhenText(): (at: Instant) => string {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  return at => t('row.when', { relative: format.relative(Math.min(at, now), now), time: format.time(at) })
}
