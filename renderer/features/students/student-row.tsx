import { Anchor, Badge, Group, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'
import type { StudentFacts } from './model/list-students.ts'
import classes from './students.module.css'

/** One student: who, what is next, what was last. */
export function StudentRow({ student }: { readonly student: StudentFacts }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const { id, latest, relation, next, last, held, tags } = student
  const label = useOtherLabel(latest)
  const name = latest === undefined ? student.name : label
  const isBlocked = useWorkspace(state => state.blocked.has(id))
  return (
    <Paper component="li" withBorder px="md" py="sm" radius="md" className={classes.row}>
      <div>
        <Anchor component={Link} to={paths.student(id)} fw={600} size="sm">
          {name}
        </Anchor>
        <Group gap={4} mt={4}>
          {tags.map(tag => (
            <Badge key={tag} variant="default" size="sm" tt="none" fw={500}>
              {tag}
            </Badge>
          ))}
          {latest === undefined && relation !== undefined && (
            <Badge variant="light" size="sm" tt="none" fw={500}>
              {relation.ended === undefined
                ? t('relation.joined', { date: format.date(relation.since) })
                : t(`relation.ended.${relation.ended.by}`, { date: format.date(relation.ended.at) })}
            </Badge>
          )}
          {isBlocked && (
            <Badge variant="light" color="gray" size="sm">
              {t('blocked')}
            </Badge>
          )}
        </Group>
      </div>
      <Fact label={t('next')} text={next === undefined ? t('none') : format.dayAndTimeRange(next)} />
      <Fact
        label={t('last')}
        text={last === undefined ? t('none') : t('lastOf', { date: format.date(last.startsAt), count: held })}
      />
    </Paper>
  )
}

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm">{text}</Text>
    </div>
  )
}
