import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { paths } from '#renderer/ui/paths.ts'

/** To the card of a session. */
export function SessionCardLink({ call, text }: { readonly call: SessionCopy; readonly text: string }) {
  return (
    <Anchor component={Link} to={paths.sessions({ bookingId: call.id })} size="sm" fw={600}>
      {text}
    </Anchor>
  )
}
