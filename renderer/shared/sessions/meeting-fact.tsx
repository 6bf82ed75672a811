import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { PlainText } from '#renderer/ui/plain-text.tsx'

/** How the two meet (HM3): nothing where the coach has not said. */
export function MeetingFact({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const { meeting } = call
  if (meeting === undefined) return null
  return (
    <>
      <dt>{t('card.meeting')}</dt>
      <dd>
        <Place meeting={meeting} call={call} />
      </dd>
    </>
  )
}

function Place({
  meeting,
  call
}: {
  readonly meeting: NonNullable<SessionCopy['meeting']>
  readonly call: SessionCopy
}) {
  const { t } = useTranslation('sessions')
  switch (meeting.kind) {
    case 'phone':
      return (
        <Text size="sm">
          {meeting.caller === call.partyRole ? t('meeting.youCall') : t('meeting.otherCalls', { name: call.otherName })}
        </Text>
      )
    case 'link':
      return (
        <Anchor
          size="sm"
          href={meeting.link}
          target="_blank"
          rel="noopener noreferrer"
          style={{ overflowWrap: 'anywhere' }}
        >
          {meeting.link}
        </Anchor>
      )
    case 'address':
      return <PlainText>{meeting.address}</PlainText>
    case 'newer':
      return <Text size="sm">{t('meeting.newer')}</Text>
  }
}
