import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Watch } from '#domain/model/watch.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import type { OfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import classes from './waiting.module.css'
import { useWatchText } from './use-watch-text.ts'

/** All that a student waits for, each to be changed or ended. */
export function WatchListDialog(props: {
  readonly opened: boolean
  readonly offered: OfferedSlots
  readonly onEdit: (watch: Watch) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const { opened, offered, onEdit, onClose } = props
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('waiting.listTitle')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      transitionProps={{ exitDuration: 0 }}
    >
      <WatchList offered={offered} onEdit={onEdit} />
    </Modal>
  )
}

function WatchList({ offered, onEdit }: { readonly offered: OfferedSlots; readonly onEdit: (watch: Watch) => void }) {
  const { t } = useTranslation('booking')
  const watches = useWorkspace(state => state.watches)
  const removeWatch = useWorkspace(state => state.removeWatch)
  const now = useNow()
  const textOf = useWatchText(offered.coachById)
  const { offer } = useUndo()
  const [refused, setRefused] = useState<Refused>()

  async function stop(id: string) {
    const outcome = await removeWatch(id)
    setRefused(outcome.ok ? undefined : outcome)
    if (outcome.ok) offer(t('waiting.stopped'))
  }

  return (
    <Stack gap="md">
      <Text size="sm">{t(watches.length === 0 ? 'waiting.nothing' : 'waiting.listText')}</Text>
      <ul className={classes.list}>
        {watches.map(watch => {
          const { title, until } = textOf(watch, now)
          return (
            <li key={watch.id} className={classes.item}>
              <div className={classes.words}>
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                <Group gap="xs">
                  <Text size="sm" c="dimmed">
                    {until}
                  </Text>
                  <RecordSyncMark id={watch.id} quiet />
                </Group>
              </div>
              <Group gap="xs" wrap="nowrap">
                {/* What only a newer version can read is not changed here. */}
                {watch.part !== 'newer' && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('waiting.editLabel', { watch: title })}
                    onClick={() => onEdit(watch)}
                  >
                    {t('waiting.edit')}
                  </Button>
                )}
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('waiting.stopLabel', { watch: title })}
                  onClick={() => void stop(watch.id)}
                >
                  {t('waiting.stop')}
                </Button>
              </Group>
            </li>
          )
        })}
      </ul>
      <RefusalAlert refusal={refused?.refusal} />
    </Stack>
  )
}
