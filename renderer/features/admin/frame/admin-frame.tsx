import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { NeedsCapability } from '#renderer/ui/needs-capability.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import classes from './admin.module.css'
import type { AdminData } from './use-admin-data.ts'

export type AdminPageName = 'people' | 'organisation' | 'mail' | 'health' | 'audit'

const pathByPage: Readonly<Record<AdminPageName, string>> = {
  people: paths.admin,
  organisation: paths.adminOrganisation,
  mail: paths.adminMail,
  health: paths.adminHealth,
  audit: paths.adminAudit
}
const pages = Object.keys(pathByPage) as readonly AdminPageName[]

/** A page of the administration: its heading, the way to the others, and in its place what it lacks. */
export function AdminFrame<T>(props: {
  readonly page: AdminPageName
  readonly data: AdminData<T>
  readonly onRetry: () => void
  readonly actions?: ReactNode
  readonly children: (value: T) => ReactNode
}) {
  const { t } = useTranslation('admin')
  const { page, data } = props
  return (
    <NeedsCapability name="administration" title={t(`${page}.title`)}>
      <PageHeader
        title={t(`${page}.title`)}
        subtitle={t(`${page}.subtitle`)}
        actions={data.kind === 'ready' ? props.actions : undefined}
      />
      <nav aria-label={t('pages')}>
        <ul className={classes.pages}>
          {pages.map(name => (
            <li key={name}>
              <NavLink to={pathByPage[name]} end className={classes.page ?? ''}>
                {t(`${name}.title`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Shown {...props} />
    </NeedsCapability>
  )
}

function Shown<T>(props: {
  readonly data: AdminData<T>
  readonly onRetry: () => void
  readonly children: (value: T) => ReactNode
}) {
  const { t } = useTranslation('admin')
  const { data } = props
  const retry = (
    <Button variant="default" onClick={props.onRetry}>
      {t('retry')}
    </Button>
  )
  switch (data.kind) {
    case 'loading':
      return <PageSkeleton />
    case 'offline':
      return <EmptyState icon={IconPlugConnectedX} title={t('offline.title')} text={t('offline.text')} action={retry} />
    case 'failed':
      return (
        <>
          <RefusalAlert refusal={data.refusal} />
          <div className={classes.retry}>{retry}</div>
        </>
      )
    case 'ready':
      return props.children(data.value)
  }
}
