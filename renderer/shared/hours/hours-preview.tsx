import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { HoursPreview } from '#renderer/contract/hours.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import classes from './hours-preview.module.css'
import { SessionInTheWay } from './session-in-the-way.tsx'

/** Rows drawn of one list: half a year of slots is a number, not a text. */
const shownSlots = 30

/** What saving hours adds, takes away and leaves, with what can be done about the sessions in the times that go (AV7). */
export function HoursPreviewView({ preview }: { readonly preview: HoursPreview<SessionCopy> | undefined }) {
  const { t } = useTranslation('hours')
  const headingId = useId()
  return (
    <Stack component="section" gap="xs" aria-labelledby={headingId} className={classes.preview}>
      <Title order={3} size="sm" id={headingId}>
        {t('preview.title')}
      </Title>
      {preview === undefined ? <Text size="sm">{t('preview.fixFirst')}</Text> : <Lists preview={preview} />}
    </Stack>
  )
}

function Lists({ preview }: { readonly preview: HoursPreview<SessionCopy> }) {
  const { t } = useTranslation('hours')
  const { adds, removes, keeps, sessions } = preview
  const isNothing = adds.length + removes.length === 0
  return (
    <>
      <Stack gap={4} aria-live="polite">
        {isNothing && <Text size="sm">{t('preview.nothing')}</Text>}
        {adds.length > 0 && <SlotDetails summary={t('preview.adds', { count: adds.length })} slots={adds} />}
        {removes.length > 0 && (
          <SlotDetails summary={t('preview.removes', { count: removes.length })} slots={removes} />
        )}
        {keeps.length > 0 && (
          <SlotDetails summary={t('preview.keeps', { count: keeps.length })} slots={keeps} mayRemove />
        )}
        {sessions.length > 0 && (
          <Text size="sm" fw={600}>
            {t('preview.sessions', { count: sessions.length })}
          </Text>
        )}
      </Stack>
      {sessions.length > 0 && (
        <Stack component="ul" gap={6} className={classes.sessions}>
          {sessions.map(call => (
            <SessionInTheWay key={call.id} call={call} />
          ))}
        </Stack>
      )}
      {!isNothing && (
        <Text size="xs" c="dimmed">
          {t('preview.server')}
        </Text>
      )}
    </>
  )
}

/** How many there are, and on request which. */
function SlotDetails(props: {
  readonly summary: string
  readonly slots: readonly Slot[]
  readonly mayRemove?: boolean
}) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { summary, slots, mayRemove = false } = props
  const more = slots.length - shownSlots
  return (
    <Text component="details" size="sm" onToggle={event => setOpen((event.target as HTMLDetailsElement).open)}>
      <summary>{summary}</summary>
      {isOpen && (
        <ul className={classes.slots}>
          {slots.slice(0, shownSlots).map(slot => (
            <li key={slot.id}>
              <Group gap="xs" wrap="wrap">
                <span>{format.dayAndTimeRange(slot)}</span>
                {mayRemove && <RemoveKept slot={slot} />}
              </Group>
            </li>
          ))}
          {more > 0 && <li>{t('preview.more', { count: more })}</li>}
        </ul>
      )}
    </Text>
  )
}

function RemoveKept({ slot }: { readonly slot: Slot }) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const removeSlot = useWorkspace(state => state.removeSlot)
  const refusalText = useRefusalText()
  const toasts = useToasts()
  const { offer } = useUndo()
  const when = format.dayAndTimeRange(slot)

  async function remove() {
    const outcome = await removeSlot(slot.id)
    if (outcome.ok) offer(t('preview.removed', { slot: when }))
    else toasts.showRefused(refusalText(outcome.refusal))
  }

  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={t('preview.removeSlotOf', { slot: when })}
      onClick={() => void remove()}
    >
      {t('preview.removeSlot')}
    </Button>
  )
}
