import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotId, UserId } from '#domain/model/primitives.ts'
import { slotFromId } from '#domain/model/slot.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { LazySeriesDialog } from '#renderer/shared/series/lazy-series-dialog.tsx'
import { SeriesButton } from '#renderer/shared/series/series-button.tsx'
import type { SeriesSubject } from '#renderer/shared/series/series-subject.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'

/** What a coach's booking means, the choice that is left (children), and the button. */
export function PencilForm(props: {
  readonly slotId: SlotId | undefined
  readonly student: { readonly id: UserId; readonly name: string; readonly zone?: string | undefined } | undefined
  /** What to choose, where something is missing. */
  readonly missing: string
  readonly children: ReactNode
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const pencilIn = useWorkspace(state => state.pencilIn)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const { offer } = useUndo()
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const { slotId, student, onClose } = props
  const coachId = useOpenAccount()?.userId
  const [series, setSeries] = useState<SeriesSubject>()
  const isMissing = slotId === undefined || student === undefined

  function repeat() {
    setTried(true)
    const firstStartsAt = slotFromId(slotId ?? '')?.startsAt
    if (firstStartsAt !== undefined && student !== undefined && coachId !== undefined) {
      setSeries({ coachId, firstStartsAt, student })
    }
  }

  async function pencil() {
    setTried(true)
    if (slotId === undefined || student === undefined) return
    setBusy(true)
    const outcome = await pencilIn(slotId, student.id)
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(outcome.refusal)
      return
    }
    const slot = slotFromId(slotId)
    offer(t('pencil.done', { name: student.name, when: slot === undefined ? '' : format.dayAndTimeRange(slot) }))
    onClose()
  }

  return (
    <>
      <Text size="sm">{t('pencil.text')}</Text>
      {props.children}
      {wasTried && isMissing && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {props.missing}
        </Text>
      )}
      {isOffline && (
        <Alert color="gray" variant="light" icon={<IconCloudOff size={18} />} p="xs">
          {t('pencil.offline')}
        </Alert>
      )}
      <RefusalAlert refusal={refusal} />
      <Group justify="space-between" gap="xs">
        <SeriesButton onClick={repeat} />
        <Group gap="xs" ml="auto">
          <Button variant="default" onClick={onClose}>
            {shared('action.cancel')}
          </Button>
          <Button loading={isBusy} onClick={() => void pencil()}>
            {t('pencil.confirm')}
          </Button>
        </Group>
      </Group>
      <LazySeriesDialog subject={series} onClose={onClose} />
    </>
  )
}
