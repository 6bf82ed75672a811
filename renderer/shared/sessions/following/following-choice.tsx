import { Checkbox, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingId } from '#domain/model/primitives.ts'
import type { FollowingSession } from '#renderer/contract/screens.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { FollowingScope } from './following-scope.tsx'

/** This session alone, or those of its series that follow, too; each that cannot be taken in says why (SR7). */
export function FollowingChoice(props: {
  readonly sessions: readonly FollowingSession[]
  /** Undefined: this one alone. */
  readonly chosen: ReadonlySet<BookingId> | undefined
  readonly onChange: (chosen: ReadonlySet<BookingId> | undefined) => void
}) {
  const { t } = useTranslation('sessions')
  const titleId = useId()
  const { sessions, chosen, onChange } = props
  const usual = sessions.filter(({ isMovedSingly, refusal }) => !isMovedSingly && refusal === undefined)
  return (
    <>
      <FollowingScope
        label={t('following.scope')}
        isAll={chosen !== undefined}
        onChange={isAll => onChange(isAll ? new Set(usual.map(({ call }) => call.id)) : undefined)}
      />
      {chosen !== undefined && (
        <section aria-labelledby={titleId}>
          <Text id={titleId} size="sm" fw={600} mb={6}>
            {t('following.dates')}
          </Text>
          <Stack gap={6}>
            {sessions.map(session => (
              <SessionBox
                key={session.call.id}
                session={session}
                isChosen={chosen.has(session.call.id)}
                onToggle={() => onChange(toggle(chosen, session.call.id))}
              />
            ))}
          </Stack>
        </section>
      )}
    </>
  )
}

function SessionBox(props: {
  readonly session: FollowingSession
  readonly isChosen: boolean
  readonly onToggle: () => void
}) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  const { call, isMovedSingly, refusal } = props.session
  const moved = isMovedSingly ? t('following.movedSingly') : undefined
  return (
    <Checkbox
      label={format.dayAndTimeRange(call)}
      description={refusal === undefined ? moved : refusalText(refusal)}
      checked={props.isChosen}
      disabled={refusal !== undefined}
      onChange={props.onToggle}
    />
  )
}

function toggle(ids: ReadonlySet<BookingId>, id: BookingId): ReadonlySet<BookingId> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}
