import { Loader, Radio, Stack, Text } from '@mantine/core'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '#domain/wire/administration.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useAdminData } from '../frame/use-admin-data.ts'

export type SessionsWord = 'cancel' | 'keep' | 'none'

interface SessionsAheadProps {
  readonly person: PersonRow
  /** Undefined until somebody has chosen, or it is known that there are none. */
  readonly value: SessionsWord | undefined
  readonly onChange: (value: SessionsWord) => void
}

/** What a coach who stops being one has ahead, and what becomes of it: nothing is chosen beforehand (AC9). */
export function SessionsAhead({ person, value, onChange }: SessionsAheadProps) {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const { userId } = person
  const load = useCallback((actions: AdminActions) => actions.listSessionsAhead(userId), [userId])
  const { data } = useAdminData(load)
  const isNone = data.kind === 'ready' && data.value.length === 0
  useEffect(() => {
    if (isNone && value === undefined) onChange('none')
  }, [isNone, value, onChange])

  if (data.kind === 'loading') return <Loader size="xs" aria-label={t('sessions.loading')} />
  if (data.kind === 'offline') return <RefusalAlert refusal="unreachable" />
  if (data.kind === 'failed') return <RefusalAlert refusal={data.refusal} />
  if (isNone) return <Text size="sm">{t('sessions.none', { name: person.displayName })}</Text>
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t('sessions.ahead', { count: data.value.length, name: person.displayName })}
      </Text>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <section tabIndex={0} aria-label={t('sessions.list')} style={{ maxHeight: 180, overflowY: 'auto' }}>
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {data.value.map(({ bookingId, startsAt, otherName }) => (
            <li key={bookingId}>
              <Text size="sm">{t('sessions.row', { at: format.dayAndTime(startsAt), name: otherName })}</Text>
            </li>
          ))}
        </ul>
      </section>
      <Radio.Group
        label={t('sessions.question')}
        value={value ?? null}
        onChange={chosen => onChange(chosen === 'cancel' ? 'cancel' : 'keep')}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="cancel" label={t('sessions.cancel')} description={t('sessions.cancelHint')} />
          <Radio value="keep" label={t('sessions.keep')} description={t('sessions.keepHint')} />
        </Stack>
      </Radio.Group>
    </Stack>
  )
}
