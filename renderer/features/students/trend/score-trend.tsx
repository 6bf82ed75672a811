import { Group, Table, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { listTrend, meanScore } from '../model/trend.ts'
import { TrendChart } from './trend-chart.tsx'
import classes from './trend.module.css'

/** How the scores of both develop: a chart, and the same as a table. Nothing before there are two. */
export function ScoreTrend({ studentId, name }: { readonly studentId: UserId; readonly name: string }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const points = useMemo(() => listTrend(calls.filter(({ otherId }) => otherId === studentId)), [calls, studentId])
  if (points.length < 2) return null
  const own = meanScore(points.map(point => point.own))
  const theirs = meanScore(points.map(point => point.theirs))
  return (
    <section aria-labelledby="score-trend">
      <Title order={2} size="h4" id="score-trend" mb={4}>
        {t('trend.title')}
      </Title>
      <Group gap="4px 20px" mb="xs">
        <Legend series="own" text={t('trend.own', { mean: own === undefined ? '–' : format.number(own) })} />
        <Legend
          series="theirs"
          text={t('trend.theirs', { name, mean: theirs === undefined ? '–' : format.number(theirs) })}
        />
      </Group>
      <TrendChart points={points} label={t('trend.label', { count: points.length })} />
      <details className={classes.twin}>
        <summary>{t('trend.asTable')}</summary>
        <Table withTableBorder mt="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('trend.date')}</Table.Th>
              <Table.Th>{t('trend.ownShort')}</Table.Th>
              <Table.Th>{t('trend.theirsShort')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {points.map(point => (
              <Table.Tr key={point.id}>
                <Table.Td>{format.date(point.at)}</Table.Td>
                <Table.Td>{point.own ?? '–'}</Table.Td>
                <Table.Td>{point.theirs ?? '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </section>
  )
}

function Legend({ series, text }: { readonly series: 'own' | 'theirs'; readonly text: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      <svg width="26" height="10" aria-hidden className={classes[series]}>
        <line x1="1" x2="25" y1="5" y2="5" />
        <circle cx="13" cy="5" r="3.5" />
      </svg>
      <Text size="sm">{text}</Text>
    </Group>
  )
}
