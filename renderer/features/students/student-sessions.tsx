import { Button, Center, Group, Paper, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { listHistory } from '#renderer/shared/sessions/session-lists.ts'
import { SessionStatusLine } from '#renderer/shared/sessions/session-status-line.tsx'
import { SessionWords } from '#renderer/shared/sessions/session-words.tsx'
import { SessionCardLink } from '#renderer/shared/sessions/session-card-link.tsx'
import classes from './students.module.css'

const pageSize = 20

/** Every session with the student, newest first, with what was said of it. */
export function StudentSessions({ studentId }: { readonly studentId: UserId }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const history = useMemo(() => listHistory(calls, studentId), [calls, studentId])
  const [limit, setLimit] = useState(pageSize)
  return (
    <section aria-labelledby="student-sessions">
      <Title order={2} size="h4" id="student-sessions" mb="xs">
        {t('sessions', { count: history.length })}
      </Title>
      <ul className={classes.list}>
        {history.slice(0, limit).map(call => (
          <Paper key={call.id} component="li" withBorder px="md" py="sm" radius="md" className={classes.session}>
            <Group gap="4px 12px">
              <SessionCardLink call={call} text={format.dayAndTimeRange(call)} />
              <SessionStatusLine call={call} />
            </Group>
            <SessionWords call={call} />
          </Paper>
        ))}
      </ul>
      {history.length > limit && (
        <Center mt="md">
          <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
            {t('showMore', { count: history.length - limit })}
          </Button>
        </Center>
      )}
    </section>
  )
}
