import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'

/** That an invitation was accepted, on the page of the other person, and the way to end what came of it (RL3). Nothing where there is none. */
export function RelationLine({ otherId }: { readonly otherId: UserId }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const relation = useWorkspace(state => state.relations.find(one => one.otherId === otherId))
  const end = useWorkspace(state => state.endRelation)
  const [isAsking, setAsking] = useState(false)
  if (relation === undefined) return null
  const { partyRole, otherName: name, since, ended } = relation
  if (ended !== undefined)
    return <Text size="sm">{t(`relation.ended.${ended.by}`, { date: format.date(ended.at) })}</Text>
  return (
    <Group gap="xs">
      <Text size="sm">{t(`relation.${partyRole}.since`, { name, date: format.date(since) })}</Text>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t('relation.end')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t(`relation.${partyRole}.title`, { name })}
        confirmLabel={t('relation.confirm')}
        isDangerous
        onConfirm={() => end(otherId)}
        onClose={() => setAsking(false)}
      >
        {t(`relation.${partyRole}.text`, { name })}
      </ConfirmDialog>
    </Group>
  )
}
