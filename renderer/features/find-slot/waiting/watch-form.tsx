import { Button, Group, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refused } from '#renderer/contract/screens.ts'
import { useIsOffline } from '#renderer/shared/booking/offline-note.tsx'
import type { OfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { WatchFields } from './watch-fields.tsx'
import { toWatchWish, type WatchRequest } from './watch-values.ts'

export function WatchForm(props: {
  readonly request: WatchRequest
  readonly offered: OfferedSlots
  /** Shows all that is waited for, where there is no room for more. */
  readonly onShowAll: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const { request, offered, onShowAll, onClose } = props
  const saveWatch = useWorkspace(state => state.saveWatch)
  const isOffline = useIsOffline()
  const { zone } = useFormat()
  const words = useZoneWords()
  const { offer } = useUndo()
  const [values, setValues] = useState(request.values)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()
  const wish = toWatchWish(values)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (wish === undefined) return
    setBusy(true)
    setRefused(undefined)
    const outcome = await saveWatch(wish, request.changed)
    setBusy(false)
    if (!outcome.ok) {
      setRefused(outcome)
      return
    }
    offer(t(isOffline ? 'waiting.savedOffline' : 'waiting.saved'))
    onClose()
  }

  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('waiting.text')}</Text>
        <WatchFields values={values} offered={offered} onChange={setValues} />
        {values.zone !== zone && (
          <Text size="sm" c="dimmed">
            {t('waiting.clock', { zone: words.name(values.zone) })}
          </Text>
        )}
        {isOffline && <Text size="sm">{t('waiting.offline')}</Text>}
        <RefusalAlert refusal={refused?.refusal} />
        <Group justify="flex-end" gap="xs">
          {refused?.refusal === 'too-many-watches' && (
            <Button variant="default" onClick={onShowAll}>
              {t('waiting.showAll')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {shared('action.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={wish === undefined}>
            {t(request.changed === undefined ? 'waiting.confirm' : 'waiting.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
