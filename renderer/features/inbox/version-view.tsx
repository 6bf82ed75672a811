import { Stack, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import { ScoreText } from '#renderer/ui/score-text.tsx'
import { VersionHours } from './hours-fields.tsx'
import { VersionProfile } from './profile-fields.tsx'
import type { Version, VersionFields as Fields } from './read-version.ts'
import { VersionField } from './version-field.tsx'
import classes from './version-view.module.css'

/** One side of a meeting, readable: times, texts, a score with its word. */
export function VersionView({
  title,
  version,
  other
}: {
  readonly title: string
  readonly version: Version
  /** The other side. A day that is in there alone is without hours here. */
  readonly other: Version | undefined
}) {
  return (
    <section className={classes.version}>
      <Text size="xs" fw={650} c="dimmed" component="h4" mb={6}>
        {title}
      </Text>
      {version.kind === 'text' ? (
        <PlainText>{version.text}</PlainText>
      ) : (
        <dl className={classes.fields}>
          <SlotFields fields={version.fields} />
          <WordFields fields={version.fields} />
          <DossierFields fields={version.fields} />
          <VersionProfile fields={version.fields} />
          <VersionHours fields={version.fields} other={other?.kind === 'fields' ? other.fields : undefined} />
        </dl>
      )}
    </section>
  )
}

function SlotFields({ fields }: { readonly fields: Fields }) {
  const { t } = useTranslation('inbox')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const { removed, startsAt, endsAt, status } = fields
  return (
    <>
      {removed === true && <VersionField name={t('field.status')}>{t('versions.removed')}</VersionField>}
      {startsAt !== undefined && (
        <VersionField name={t('field.time')}>
          {format.dayAndTimeRange({ startsAt, endsAt: endsAt ?? startsAt + slotLengthMs })}
        </VersionField>
      )}
      {status !== undefined && (
        <VersionField name={t('field.status')}>
          {shared(`status.${status === 'requested' ? 'waiting' : status}`)}
        </VersionField>
      )}
    </>
  )
}

function WordFields({ fields }: { readonly fields: Fields }) {
  const { t } = useTranslation('inbox')
  const { satisfaction, notes, followUps, summary, actions, paid, review, ticks, request, message } = fields
  return (
    <>
      {message !== undefined && (
        <VersionField name={t('field.message')}>
          <PlainText>{message}</PlainText>
        </VersionField>
      )}
      {satisfaction !== undefined && (
        <VersionField name={t('field.score')}>
          <ScoreText score={satisfaction} />
        </VersionField>
      )}
      {notes !== undefined && (
        <VersionField name={t('field.notes')}>
          <MarkdownText text={notes} />
        </VersionField>
      )}
      {followUps !== undefined && followUps.length > 0 && (
        <VersionField name={t('field.followUps')}>
          <ul className={classes.list}>
            {followUps.map(({ text, done }) => (
              <li key={text}>{done ? t('field.done', { text }) : text}</li>
            ))}
          </ul>
        </VersionField>
      )}
      {summary !== undefined && (
        <VersionField name={t('field.summary')}>
          <MarkdownText text={summary} />
        </VersionField>
      )}
      <ActionsField name={t('field.actions')} items={actions} />
      {paid !== undefined && (
        <VersionField name={t('field.paid')}>{t(paid ? 'field.paidYes' : 'field.paidNo')}</VersionField>
      )}
      <ActionsField name={t('field.ticks')} items={ticks} />
      {review !== undefined && (
        <VersionField name={t('field.review')}>
          <Stack gap={4}>
            <ScoreText score={review.score} />
            {review.text.trim() !== '' && <PlainText>{review.text}</PlainText>}
          </Stack>
        </VersionField>
      )}
      {fields.moves?.map(({ toSlotId, reason }) => (
        <Fragment key={`${toSlotId} ${reason}`}>
          <MoveToField slotId={toSlotId} />
          <ReasonField reason={reason} />
        </Fragment>
      ))}
      {request !== undefined && <RequestField request={request} />}
      {fields.toSlotId !== undefined && <MoveToField slotId={fields.toSlotId} />}
      <ReasonField reason={fields.reason} />
    </>
  )
}

function DossierFields({ fields: { goals, background, tags, agreedToLog, agreedAt } }: { readonly fields: Fields }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  return (
    <>
      {goals !== undefined && (
        <VersionField name={t('field.goals')}>
          <MarkdownText text={goals} />
        </VersionField>
      )}
      {background !== undefined && (
        <VersionField name={t('field.background')}>
          <MarkdownText text={background} />
        </VersionField>
      )}
      {tags !== undefined && tags.length > 0 && <VersionField name={t('field.tags')}>{tags.join(', ')}</VersionField>}
      {agreedToLog !== undefined && (
        <VersionField name={t('field.agreedToLog')}>
          {agreedToLog && agreedAt !== undefined
            ? t('field.agreedOn', { date: format.date(agreedAt) })
            : t(agreedToLog ? 'field.agreed' : 'field.notAgreed')}
        </VersionField>
      )}
    </>
  )
}

interface Item {
  readonly text: string
  readonly doneAt?: number | null | undefined
}

/** Actions, or what a student has ticked. */
function ActionsField(props: { readonly name: string; readonly items: Fields['actions'] | Fields['ticks'] }) {
  const { t } = useTranslation('inbox')
  const items = Object.entries<Item>(props.items ?? {})
  if (items.length === 0) return null
  return (
    <VersionField name={props.name}>
      <ul className={classes.list}>
        {items.map(([id, { text, doneAt }]) => (
          <li key={id}>{typeof doneAt === 'number' ? t('field.done', { text }) : text}</li>
        ))}
      </ul>
    </VersionField>
  )
}

function ReasonField({ reason }: { readonly reason: string | undefined }) {
  const { t } = useTranslation('inbox')
  if (reason === undefined || reason.trim() === '') return null
  return (
    <VersionField name={t('field.cancelReason')}>
      <PlainText>{reason}</PlainText>
    </VersionField>
  )
}

function MoveToField({ slotId }: { readonly slotId: string }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const to = slotFromId(slotId)
  return to === undefined ? null : <VersionField name={t('field.moveTo')}>{format.dayAndTimeRange(to)}</VersionField>
}

function RequestField({ request }: { readonly request: NonNullable<Fields['request']> }) {
  const { t } = useTranslation('inbox')
  if (request.kind === 'newer') return null
  if (request.kind === 'outcome') {
    return (
      <VersionField name={t('field.request')}>
        {t(request.outcome === 'completed' ? 'field.requestCompleted' : 'field.requestNoShow')}
      </VersionField>
    )
  }
  return (
    <>
      <VersionField name={t('field.request')}>
        {t(request.kind === 'cancel' ? 'field.requestCancel' : 'field.requestReschedule')}
      </VersionField>
      {request.kind === 'reschedule' && <MoveToField slotId={request.toSlotId} />}
      <ReasonField reason={request.reason} />
    </>
  )
}
