import { Anchor, Paper } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ActionItem } from '#renderer/shared/actions/action-item.tsx'
import { ActionSessionLink } from '#renderer/shared/actions/action-session-link.tsx'
import type { OpenAction } from '#renderer/shared/sessions/open-actions.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useFocusRescue } from '#renderer/ui/use-focus-rescue.ts'
import { TodayPart } from './today-part.tsx'

/** So many are listed; the rest are on the page of all actions. */
const maxShown = 8

/** What this person is to do, to be ticked; with its date and the session that it is from. */
export function ActionsPart({ actions }: { readonly actions: readonly OpenAction[] }) {
  const { t } = useTranslation('today')
  // What is ticked leaves the list, and the box that had the focus with it.
  const rescue = useFocusRescue('li')
  return (
    <div {...rescue}>
      <TodayPart title={t('actions.title', { count: actions.length })} isShown={actions.length > 0}>
        {actions.slice(0, maxShown).map(({ action, call }) => (
          <Paper key={`${call.id} ${action.id}`} component="li" withBorder px="md" py="sm" radius="md">
            <ActionItem action={action} call={call}>
              <ActionSessionLink call={call} namesOther />
            </ActionItem>
          </Paper>
        ))}
      </TodayPart>
      {actions.length > maxShown && (
        <Anchor component={Link} to={paths.actions} size="sm" mt="xs" display="inline-block">
          {t('actions.all')}
        </Anchor>
      )}
    </div>
  )
}
