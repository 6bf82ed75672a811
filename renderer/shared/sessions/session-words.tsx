import { Spoiler, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { listActions } from '#domain/actions/list-actions.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import { ScoreText } from '#renderer/ui/score-text.tsx'
import { ActionList } from '../actions/action-list.tsx'
import { CancellationText } from './cancellation-text.tsx'
import { otherNameOf } from './other-name.ts'

const controlStyles = { control: { fontSize: 'var(--mantine-font-size-sm)' } } as const

/** What was said of a session: the student's message when booking, the coach's score, notes, summary and actions, the student's review. Nothing where nothing was. */
export function SessionWords({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const { message, satisfaction, notes = '', otherReview, review } = call
  const summary = summaryOf(call)
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
      {summary.trim() !== '' && (
        <Stack gap={2}>
          <Text size="xs" c="dimmed">
            {call.partyRole === 'coach' ? t('summaryFor', { name }) : t('summaryOf', { name })}
          </Text>
          <Spoiler
            maxHeight={160}
            showLabel={t('showSummary')}
            hideLabel={t('hideSummary')}
            fz="sm"
            styles={controlStyles}
          >
            <MarkdownText text={summary} />
          </Spoiler>
        </Stack>
      )}
      <ActionList call={call} />
      {otherReview !== undefined && <ReviewText title={t('reviewOf', { name })} review={otherReview} />}
      {review !== undefined && <ReviewText title={t('yourReview')} review={review} />}
    </Stack>
  )
}

function hasWords(call: SessionCopy): boolean {
  const { cancellation, message, satisfaction, notes = '', otherReview, review } = call
  const said = [cancellation, message, satisfaction, otherReview, review].some(part => part !== undefined)
  return said || notes.trim() !== '' || summaryOf(call).trim() !== '' || listActions(call).length > 0
}

/** As its coach wrote it, or as its student got it. */
function summaryOf({ partyRole, summary, shared }: SessionCopy): string {
  return (partyRole === 'coach' ? summary : shared?.summary) ?? ''
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
