import { Anchor, Badge, Button, Group, Stack } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { UserId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { BookNextButton } from '#renderer/shared/sessions/book-next-button.tsx'
import { OpenActionsList } from '#renderer/shared/sessions/open-actions-list.tsx'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'
import { DossierSection } from './dossier-section.tsx'
import { listStudents, type StudentFacts } from './model/list-students.ts'
import { StudentContact } from './student-contact.tsx'
import { StudentSessions } from './student-sessions.tsx'
import classes from './students.module.css'
import { ScoreTrend } from './trend/score-trend.tsx'

/** All that a coach knows of one student. Works offline. Route: /students/:studentId */
export function StudentPage() {
  const { studentId = '' } = useParams()
  const isReady = useWorkspace(state => state.ready)
  const isArriving = useIsArriving('calls')
  const student = useStudent(studentId)
  if (!isReady || (student === undefined && isArriving)) return <PageSkeleton />
  return student === undefined ? <UnknownStudent /> : <KnownStudent key={student.id} student={student} />
}

function useStudent(studentId: UserId): StudentFacts | undefined {
  const calls = useWorkspace(state => state.calls)
  const dossiers = useWorkspace(state => state.dossiers)
  const relations = useWorkspace(state => state.relations)
  const now = useNow()
  return useMemo(() => {
    const own = calls.filter(({ otherId }) => otherId === studentId)
    const related = relations.filter(({ otherId }) => otherId === studentId)
    return listStudents(own, dossiers, now, related)[0]
  }, [calls, dossiers, now, relations, studentId])
}

function KnownStudent({ student }: { readonly student: StudentFacts }) {
  const { t } = useTranslation('students')
  const { latest, relation, tags } = student
  const label = useOtherLabel(latest)
  const name = latest === undefined ? student.name : label
  const standing = relation?.ended === undefined ? relation : undefined
  const known = latest === undefined || (latest.status === 'pencilled' && standing !== undefined) ? standing : latest
  return (
    <>
      <Anchor component={Link} to={paths.students} size="sm">
        {t('back')}
      </Anchor>
      <PageHeader
        title={name}
        subtitle={
          tags.length === 0 ? undefined : (
            <Group gap={4} mt={4}>
              {tags.map(tag => (
                <Badge key={tag} variant="default" tt="none" fw={500}>
                  {tag}
                </Badge>
              ))}
            </Group>
          )
        }
        actions={known !== undefined && <BookNextButton call={known} />}
      />
      <div className={classes.columns}>
        <StudentContact student={student} />
        <Stack gap="xl">
          <DossierSection student={{ id: student.id, name: student.name }} label={name} />
          <OpenActionsList otherId={student.id} max={20} />
          <ScoreTrend studentId={student.id} name={name} />
          <StudentSessions studentId={student.id} />
        </Stack>
      </div>
    </>
  )
}

function UnknownStudent() {
  const { t } = useTranslation('students')
  return (
    <>
      <PageHeader title={t('unknown.title')} />
      <EmptyState
        icon={IconUserQuestion}
        title={t('unknown.heading')}
        text={t('unknown.text')}
        action={
          <Button variant="default" component={Link} to={paths.students}>
            {t('unknown.action')}
          </Button>
        }
      />
    </>
  )
}
