import { Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#domain/model/primitives.ts'
import type { Interval } from '#domain/time/interval.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import classes from './inbox-card.module.css'

const colorByTone = { decision: 'orange', news: 'indigo', aside: 'gray' } as const
export type InboxTone = keyof typeof colorByTone

interface InboxCardProps {
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>
  readonly title: string
  /** When it became known, epoch ms; left out where nobody knows. */
  readonly at?: Instant
  readonly who?: string | undefined
  /** The two hours that it is about. */
  readonly interval?: Interval
  readonly explanation: ReactNode
  /** `decision`: it waits for the person. `news`: it only wants to be read. */
  readonly tone: InboxTone
  readonly actions: ReactNode
  readonly children?: ReactNode
}

/** The frame of everything in the inbox. */
export function InboxCard(props: InboxCardProps) {
  const { icon: Icon, title, at, explanation, tone } = props
  return (
    <Paper withBorder p="md" component="article" aria-label={title} className={classes.card ?? ''}>
      <ThemeIcon variant="light" color={colorByTone[tone]} size={34} radius="md" aria-hidden>
        <Icon size={19} stroke={1.7} />
      </ThemeIcon>
      <Stack gap="sm" className={classes.body ?? ''}>
        <div>
          <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
            <Title order={3} size="md" className={classes.title ?? ''}>
              {title}
            </Title>
            {at !== undefined && <When at={at} />}
          </Group>
          <Subject {...props} />
        </div>
        {explanation !== '' && (
          <Text size="sm" component="div">
            {explanation}
          </Text>
        )}
        {props.children}
        <Group gap="xs" className={classes.actions}>
          {props.actions}
        </Group>
      </Stack>
    </Paper>
  )
}

/** `Thu 19 Nov, 10:00–12:00 · with Maya Chen` */
function Subject({ interval, who }: Pick<InboxCardProps, 'interval' | 'who'>) {
  const { t } = useTranslation('inbox')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const parts = [
    interval === undefined ? undefined : format.dayAndTimeRange(interval),
    who === undefined ? undefined : t('with', { name: who })
  ].filter(part => part !== undefined)
  if (parts.length === 0) return null
  return (
    <Text size="sm" c="dimmed">
      {parts.join(shared('separator'))}
    </Text>
  )
}

function When({ at }: { readonly at: Instant }) {
  const format = useFormat()
  const now = useNow()
  return (
    <Text
      component="time"
      size="xs"
      c="dimmed"
      className={classes.when ?? ''}
      dateTime={new Date(at).toISOString()}
      title={format.dayAndTime(at)}
    >
      {format.relative(Math.min(at, now), now)}
    </Text>
  )
}
