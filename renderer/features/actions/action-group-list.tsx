import { Badge, Button, Center, Group, Paper, Title } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionGroup } from '#domain/actions/group-actions.ts'
import { ActionItem } from '#renderer/shared/actions/action-item.tsx'
import { ActionSessionLink } from '#renderer/shared/actions/action-session-link.tsx'
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
              {/* Beside what a student is to do, its coach reads the name. */}
              <ActionSessionLink call={action.call} namesOther={action.owner === action.call.partyRole} />
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
