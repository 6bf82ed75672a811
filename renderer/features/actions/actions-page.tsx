import { Button, SegmentedControl } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { actionGroups, groupActions } from '#domain/actions/group-actions.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { NeedsCapability } from '#renderer/ui/needs-capability.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useFocusRescue } from '#renderer/ui/use-focus-rescue.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { ActionGroupList } from './action-group-list.tsx'
import { daysOf, listAllActions, type Whose, whoseChoices } from './all-actions.ts'
import classes from './actions-page.module.css'

/** What is to do of all sessions, by when. Of a coach their own and their students'; of a student their own. */
export function ActionsPage() {
  const { t } = useTranslation('actions')
  return (
    <NeedsCapability name="actions" title={t('title')}>
      <Actions />
    </NeedsCapability>
  )
}

function Actions() {
  const { t } = useTranslation('actions')
  const isReady = useWorkspace(state => state.ready)
  const calls = useWorkspace(state => state.calls)
  const isCoach = useSignIn(({ session }) => session.kind === 'open' && session.account.role === 'coach')
  const [whose, setWhose] = useState<Whose>('all')
  // What is ticked moves to another part of the list.
  const rescue = useFocusRescue('li')
  const { zone } = useFormat()
  const now = useNow()
  const all = useMemo(() => listAllActions(calls), [calls])
  const { today, weekEnd } = daysOf(now, zone, navigator.language)
  const groups = useMemo(() => {
    const shown = all.filter(({ owner }) => whose === 'all' || owner === whose)
    return groupActions(shown, { today, weekEnd })
  }, [all, whose, today, weekEnd])
  if (!isReady) return <PageSkeleton />
  const role = isCoach ? 'coach' : 'student'
  return (
    <div className={classes.page} {...rescue}>
      <PageHeader
        title={t('title')}
        subtitle={t(`subtitle.${role}`)}
        actions={
          isCoach &&
          all.length > 0 && (
            <SegmentedControl
              size="xs"
              aria-label={t('who.label')}
              data={whoseChoices.map(value => ({ value, label: t(`who.${value}`) }))}
              value={whose}
              onChange={value => setWhose(whoseChoices.find(known => known === value) ?? 'all')}
            />
          )
        }
      />
      {all.length === 0 ? (
        <EmptyState
          icon={IconListCheck}
          title={t('empty.title')}
          text={t(`empty.${role}`)}
          action={
            <Button component={Link} to={paths.sessions()} variant="default">
              {t('empty.toSessions')}
            </Button>
          }
        />
      ) : (
        actionGroups.map(group => <ActionGroupList key={`${group} ${whose}`} group={group} actions={groups[group]} />)
      )}
    </div>
  )
}
