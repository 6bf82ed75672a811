import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '#domain/model/slot.ts'

/** The three nearest slots, each with what can be done with it; a word where there is none. */
export function NearestButtons(props: {
  readonly title: string
  readonly slots: readonly Slot[]
  readonly render: (slot: Slot) => ReactNode
}) {
  const { t } = useTranslation('inbox')
  return (
    <section>
      <Title order={4} size="sm" mb={6}>
        {props.title}
      </Title>
      {props.slots.length === 0 ? (
        <Text size="sm">{t('nearest.none')}</Text>
      ) : (
        <Group gap="xs">{props.slots.map(props.render)}</Group>
      )}
    </section>
  )
}
