import { Checkbox, Spoiler, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import { ScoreText } from '#renderer/ui/score-text.tsx'
import { CancellationText } from './cancellation-text.tsx'
import { otherNameOf } from './other-name.ts'

const controlStyles = { control: { fontSize: 'var(--mantine-font-size-sm)' } } as const

/** What was said of a session: the student's message when booking, the coach's score, notes and follow-ups, the student's review. Nothing where nothing was. */
export function SessionWords({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const { message, satisfaction, notes = '', followUps = [], otherReview, review } = call
  const name = otherNameOf(call, t('erasedName'))
  if (!hasWords(call)) return null
  return (
    <Stack gap={6}>
      <CancellationText call={call} />
      {message !== undefined && (
        <Stack gap={2}>
          <Text size="xs" c="dimmed">
            {call.partyRole === 'coach' ? t('messageOf', { name }) : t('yourMessage')}
          </Text>
          <PlainText>{message}</PlainText>
        </Stack>
      )}
      {satisfaction !== undefined && <ScoreText score={satisfaction} />}
      {notes.trim() !== '' && (
        <Spoiler maxHeight={120} showLabel={t('showNotes')} hideLabel={t('hideNotes')} fz="sm" styles={controlStyles}>
          <MarkdownText text={notes} />
        </Spoiler>
      )}
      {followUps.length > 0 && (
        <Stack gap={8} component="section" aria-label={t('followUps')}>
          {followUps.map(({ text, done }) => (
            <Checkbox key={`${text}${done}`} size="xs" checked={done} readOnly label={text} />
          ))}
        </Stack>
      )}
      {otherReview !== undefined && <ReviewText title={t('reviewOf', { name })} review={otherReview} />}
      {review !== undefined && <ReviewText title={t('yourReview')} review={review} />}
    </Stack>
  )
}

function hasWords({
  cancellation,
  message,
  satisfaction,
  notes = '',
  followUps = [],
  otherReview,
  review
}: SessionCopy): boolean {
  const said = [cancellation, message, satisfaction, otherReview, review].some(part => part !== undefined)
  return said || notes.trim() !== '' || followUps.length > 0
}

function ReviewText(props: { readonly title: string; readonly review: NonNullable<SessionCopy['review']> }) {
  const { score, text } = props.review
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {props.title}
      </Text>
      <ScoreText score={score} />
      {text.trim() !== '' && <PlainText>{text}</PlainText>}
    </Stack>
  )
}
