import { Anchor, Badge, Button, Center, Group, Paper, Title } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ActionGroup } from '#domain/actions/group-actions.ts'
import { ActionItem } from '#renderer/shared/actions/action-item.tsx'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import type { ActionOfSession } from './all-actions.ts'
import classes from './actions-page.module.css'

const pageSize = 50

/** One part of the list under its heading. Nothing where it is empty. */
export function ActionGroupList(props: { readonly group: ActionGroup; readonly actions: readonly ActionOfSession[] }) {
  const { t } = useTranslation('actions')
  const { group, actions } = props
  const [limit, setLimit] = useState(pageSize)
  const id = useId()
  if (actions.length === 0) return null
  return (
    <section aria-labelledby={id} className={classes.group}>
      <Group gap="xs" mb={6}>
        <Title order={2} size="h4" id={id}>
          {t(`group.${group}`)}
        </Title>
        <Badge variant="default">{actions.length}</Badge>
      </Group>
      <ul className={classes.list}>
        {actions.slice(0, limit).map(action => (
          <Paper key={`${action.bookingId} ${action.id}`} component="li" withBorder radius="md" px="md" py="sm">
            <ActionItem action={action} call={action.call}>
              <SessionLink action={action} />
            </ActionItem>
          </Paper>
        ))}
      </ul>
      {actions.length > limit && (
        <Center mt="sm">
          <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
            {t('showMore', { count: actions.length - limit })}
          </Button>
        </Center>
      )}
    </section>
  )
}

function SessionLink({ action: { call, owner } }: { readonly action: ActionOfSession }) {
  const { t } = useTranslation('actions')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const date = format.date(call.startsAt)
  const name = otherNameOf(call, sessions('erasedName'))
  return (
    <Anchor
      component={Link}
      to={paths.sessions({ bookingId: call.id })}
      size="xs"
      // What is seen is part of it. Beside what a student is to do, its coach reads the name.
      aria-label={t('sessionWith', { name, date })}
    >
      {owner === call.partyRole ? t('sessionWith', { name, date }) : t('session', { date })}
    </Anchor>
  )
}
