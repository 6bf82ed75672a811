import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { IconChartBar, IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { InviteButton } from './invite/invite-button.tsx'
import { listStudents, searchStudents, sortStudents, studentOrders } from './model/list-students.ts'
import { SearchField } from './search-field.tsx'
import { StudentRow } from './student-row.tsx'
import classes from './students.module.css'

const orderParam = 'by'

/** Everybody whom a coach has met, has sessions with, or has invited and who joined. Works offline. Route: /students */
export function StudentsPage() {
  const { t } = useTranslation('students')
  const isReady = useWorkspace(state => state.ready)
  const isArriving = useIsArriving('calls')
  const calls = useWorkspace(state => state.calls)
  const dossiers = useWorkspace(state => state.dossiers)
  const relations = useWorkspace(state => state.relations)
  const now = useNow()
  const students = useMemo(() => listStudents(calls, dossiers, now, relations), [calls, dossiers, now, relations])
  const [search, setSearch] = useState('')
  const [params, setParams] = useSearchParams()
  const order = studentOrders.find(one => one === params.get(orderParam)) ?? 'next'
  const shown = useMemo(() => sortStudents(searchStudents(students, search), order), [students, search, order])
  if (!isReady || (students.length === 0 && isArriving)) return <PageSkeleton />
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', { count: students.length })}
        actions={
          <Group gap="xs">
            <InviteButton />
            <Button
              variant="default"
              component={Link}
              to={paths.insights}
              leftSection={<IconChartBar size={16} aria-hidden />}
            >
              {t('insights')}
            </Button>
          </Group>
        }
      />
      {students.length === 0 ? (
        <EmptyState icon={IconUsers} title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <>
          <Group gap="sm" align="flex-end" mb="md">
            <SearchField label={t('search')} value={search} onChange={setSearch} />
            <NativeSelect
              label={t('order.label')}
              data={studentOrders.map(value => ({ value, label: t(`order.${value}`) }))}
              value={order}
              onChange={event => setParams({ [orderParam]: event.currentTarget.value }, { replace: true })}
            />
          </Group>
          <Text size="sm" c="dimmed" component="output" display="block" mb="xs">
            {search.trim() === '' ? '' : t('found', { count: shown.length })}
          </Text>
          <ul className={classes.list}>
            {shown.map(student => (
              <StudentRow key={student.id} student={student} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}
