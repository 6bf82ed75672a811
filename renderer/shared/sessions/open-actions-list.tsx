import { Anchor, Text } from '@mantine/core'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { UserId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useFocusRescue } from '#renderer/ui/use-focus-rescue.ts'
import { ActionItem } from '../actions/action-item.tsx'
import { ActionSessionLink } from '../actions/action-session-link.tsx'
import { listOpenActions } from './open-actions.ts'
import classes from './open-actions-list.module.css'

interface OpenActionsListProps {
  readonly otherId: UserId
  /** A session whose own actions stand elsewhere. */
  readonly except?: SessionCopy
  /** Where the own ones stand elsewhere. */
  readonly isOfOtherAlone?: boolean
  /** So many are shown. */
  readonly max: number
}

/** What is to be done between the two, to be ticked by whose it is; nothing where nothing is. */
export function OpenActionsList({ otherId, except, isOfOtherAlone = false, max }: OpenActionsListProps) {
  const { t } = useTranslation('actions')
  const titleId = useId()
  const calls = useWorkspace(state => state.calls)
  // What is ticked leaves the list, and the box that had the focus with it.
  const rescue = useFocusRescue('li')
  const actions = useMemo(() => {
    const open = listOpenActions(calls.filter(call => call.otherId === otherId && call.id !== except?.id))
    return isOfOtherAlone ? open.filter(({ action, call }) => action.owner !== call.partyRole) : open
  }, [calls, otherId, except?.id, isOfOtherAlone])
  // Always there: whoever ticks the last one has the focus in it.
  return (
    <div {...rescue}>
      {actions.length > 0 && (
        <section aria-labelledby={titleId}>
          <Text size="xs" c="dimmed" id={titleId} mb={4}>
            {t('open')}
          </Text>
          <ul className={classes.list}>
            {actions.slice(0, max).map(({ action, call }) => (
              <li key={`${call.id} ${action.id}`}>
                <ActionItem action={action} call={call}>
                  <ActionSessionLink call={call} namesOther={false} />
                </ActionItem>
              </li>
            ))}
          </ul>
          {actions.length > max && (
            <Anchor component={Link} to={paths.actions} size="xs">
              {t('more', { count: actions.length - max })}
            </Anchor>
          )}
        </section>
      )}
    </div>
  )
}
