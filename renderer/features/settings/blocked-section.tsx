import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { listKnownStudents } from '#renderer/store/known-students.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import classes from './profile-fields.module.css'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { useSave } from '#renderer/ui/use-save.ts'

/** Whom a coach has blocked (BL3); a student is blocked from the card of a session. */
export function BlockedSection() {
  const { t } = useTranslation('settings')
  const { t: sessions } = useTranslation('sessions')
  const blocked = useWorkspace(state => state.blocked)
  const calls = useWorkspace(state => state.calls)
  const relations = useWorkspace(state => state.relations)
  const setBlocked = useWorkspace(state => state.setBlocked)
  const { refused, save } = useSave(t('saved'))
  const nameById = new Map(listKnownStudents(calls, relations).map(({ id, name }) => [id, name]))
  return (
    <SettingsSection title={t('blocked.title')} text={t('blocked.text')}>
      {blocked.size === 0 && <Text size="sm">{t('blocked.nobody')}</Text>}
      <ul className={classes.people}>
        {[...blocked].map(id => {
          const name = nameById.get(id) ?? sessions('erasedName')
          return (
            <Group component="li" key={id} justify="space-between" wrap="nowrap">
              <Text size="sm">{name}</Text>
              <Button
                size="xs"
                variant="default"
                aria-label={t('blocked.unblockLabel', { name })}
                onClick={() => void save(() => setBlocked({ id, name }, false))}
              >
                {t('blocked.unblock')}
              </Button>
            </Group>
          )
        })}
      </ul>
      <RefusalAlert refusal={refused?.refusal} />
    </SettingsSection>
  )
}
