import { Button, Group, List, Modal, ScrollArea, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseSlotId } from '#domain/model/slot-id.ts'
import type { WallClock } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { wallClockText } from '#renderer/ui/format/wall-clock-text.ts'
import type { SkippedCopy, WeekCopyPlan } from '../model/plan-week-copy.ts'
import { useSlotText } from '../use-slot-text.ts'

/** Shows what copying last week would create and leave out, and does it; undefined: closed. */
export function CopyWeekDialog(props: {
  readonly plan: WeekCopyPlan | undefined
  readonly onConfirm: (plan: WeekCopyPlan) => Promise<void>
  readonly onClose: () => void
}) {
  const { t } = useTranslation('calendar')
  const { t: shared } = useTranslation('shared')
  const { plan, onClose } = props
  const [isBusy, setBusy] = useState(false)

  async function confirm() {
    if (plan === undefined) return
    setBusy(true)
    await props.onConfirm(plan)
    setBusy(false)
    onClose()
  }

  return (
    <Modal
      opened={plan !== undefined}
      onClose={onClose}
      title={t('copy.title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      transitionProps={{ exitDuration: 0 }}
    >
      {plan !== undefined && (
        <Stack gap="sm">
          <CopyPreview plan={plan} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} data-autofocus={plan.starts.length === 0 || undefined}>
              {shared(plan.starts.length === 0 ? 'action.close' : 'action.cancel')}
            </Button>
            {plan.starts.length > 0 && (
              <Button loading={isBusy} onClick={() => void confirm()} data-autofocus>
                {t('copy.confirm', { count: plan.starts.length })}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function CopyPreview({ plan }: { readonly plan: WeekCopyPlan }) {
  const { t } = useTranslation('calendar')
  const text = useSlotText()
  if (plan.starts.length + plan.skipped.length === 0) return <Text size="sm">{t('copy.nothing')}</Text>
  return (
    <ScrollArea.Autosize mah="50vh" type="auto">
      <Stack gap="xs">
        <Text size="sm">{t('copy.creates', { count: plan.starts.length })}</Text>
        <List size="sm">
          {plan.starts.map(startsAt => (
            <List.Item key={startsAt}>{text.when(startsAt)}</List.Item>
          ))}
        </List>
        {plan.skipped.length > 0 && <SkippedList skipped={plan.skipped} />}
      </Stack>
    </ScrollArea.Autosize>
  )
}

/** The times that stay uncopied, each with its reason. */
function SkippedList({ skipped }: { readonly skipped: readonly SkippedCopy[] }) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const text = useSlotText()
  const reason = ({ why, slotId }: SkippedCopy) => {
    const met = slotId === undefined ? undefined : parseSlotId(slotId)
    switch (why) {
      case 'skipped-hour':
        return t('copy.why.skippedHour')
      case 'slot-in-past':
        return t('copy.why.past')
      case 'slot-overlaps':
        return met === undefined ? t('copy.why.overlaps') : t('copy.why.meets', { slot: text.when(met.startsAt) })
      default:
        return text.refusal({ refusal: why })
    }
  }
  const key = ({ date, minutes }: WallClock) => `${date}:${minutes}`
  return (
    <>
      <Text size="sm">{t('copy.skips', { count: skipped.length })}</Text>
      <List size="sm">
        {skipped.map(copy => (
          <List.Item key={key(copy.wanted)}>
            <strong>{wallClockText(copy.wanted, format)}</strong>: {reason(copy)}
          </List.Item>
        ))}
      </List>
    </>
  )
}
