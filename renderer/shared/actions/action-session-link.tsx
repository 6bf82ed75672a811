import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { otherNameOf } from '../sessions/other-name.ts'

interface ActionSessionLinkProps {
  readonly call: SessionCopy
  /** Where the other party is not said beside it. */
  readonly namesOther: boolean
}

/** To the card of the session that an action is from. */
export function ActionSessionLink({ call, namesOther }: ActionSessionLinkProps) {
  const { t } = useTranslation('actions')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const date = format.date(call.startsAt)
  const name = otherNameOf(call, sessions('erasedName'))
  return (
    <Anchor
      component={Link}
      to={paths.sessions({ bookingId: call.id })}
      size="xs"
      // What is seen is part of it.
      aria-label={t('sessionWith', { name, date })}
    >
      {namesOther ? t('sessionWith', { name, date }) : t('session', { date })}
    </Anchor>
  )
}
