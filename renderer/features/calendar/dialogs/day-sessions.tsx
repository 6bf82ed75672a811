import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DaySession } from '#renderer/contract/screens.ts'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'

const kinds = ['left', 'waiting', 'taken-back', 'ahead', 'unsent', 'told'] as const

/** The sessions of a day by what becomes of each, those first that somebody has to look after, each with the student's number. */
export function DaySessions({ sessions }: { readonly sessions: readonly DaySession[] }) {
  const { t } = useTranslation('calendar')
  const isAnybodyWaiting = sessions.some(({ state }) => state.kind === 'waiting')
  return (
    <>
      {isAnybodyWaiting && (
        <Alert color="orange" variant="light" icon={<IconPhone size={18} aria-hidden />} p="xs">
          {t('cancelDay.phone')}
        </Alert>
      )}
      {kinds.map(kind => {
        const found = sessions.filter(({ state }) => state.kind === kind)
        if (found.length === 0) return null
        return (
          <section key={kind} aria-label={t(`cancelDay.state.${kind}`)}>
            <Text size="sm" fw={600}>
              {t(`cancelDay.state.${kind}`)}
            </Text>
            <Stack component="ul" gap={6} p={0} m={0} mt={4} style={{ listStyle: 'none' }}>
              {found.map(session => (
                <SessionLine key={session.call.id} session={session} />
              ))}
            </Stack>
          </section>
        )
      })}
    </>
  )
}

function SessionLine({ session: { call, state, isElsewhere } }: { readonly session: DaySession }) {
  const { t } = useTranslation('calendar')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  return (
    <li>
      <Group gap="sm" justify="space-between">
        <div>
          <Text size="sm" component="span">
            {isElsewhere ? format.dayAndTimeRange(call) : format.timeRange(call)} ·{' '}
            {otherNameOf(call, sessions('erasedName'))}
          </Text>
          {state.kind === 'left' && (
            <Text size="xs" c="dimmed">
              {call.status === 'pencilled' ? t('cancelDay.pencilled') : refusalText(state.refusal)}
            </Text>
          )}
          {isElsewhere && (
            <Text size="xs" c="dimmed">
              {t(state.kind === 'told' ? 'cancelDay.elsewhereTold' : 'cancelDay.elsewhere')}
            </Text>
          )}
        </div>
        {call.otherPhone === undefined ? (
          <Text size="xs" c="dimmed">
            {t('cancelDay.noPhone')}
          </Text>
        ) : (
          <PhoneLink phone={call.otherPhone} />
        )}
      </Group>
    </li>
  )
}
