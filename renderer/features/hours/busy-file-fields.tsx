import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useSave } from '#renderer/ui/use-save.ts'

/** A calendar file, read on this device (AV10): for calendars without an address, and for work without a network. */
export function BusyFileFields() {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const busy = useWorkspace(state => state.busy)
  const importBusyTimes = useWorkspace(state => state.importBusyTimes)
  const removeBusyTimes = useWorkspace(state => state.removeBusyTimes)
  const { isBusy, refused, save } = useSave(t('busy.file.saved'))
  const reset = useRef<() => void>(null)

  async function onChoose(file: File | null) {
    if (file !== null) await save(() => importBusyTimes(file))
    // The same file can be chosen again.
    reset.current?.()
  }

  return (
    <Stack gap="xs">
      <Text size="sm">
        {busy === undefined
          ? t('busy.file.none')
          : t('busy.file.read', {
              name: busy.source,
              when: format.dayAndTime(busy.importedAt),
              count: busy.intervals.length
            })}
      </Text>
      <RefusalAlert refusal={refused?.refusal} />
      <Group gap="xs">
        <FileButton resetRef={reset} accept=".ics,text/calendar" onChange={file => void onChoose(file)}>
          {props => (
            <Button {...props} size="xs" variant="default" loading={isBusy}>
              {t('busy.file.choose')}
            </Button>
          )}
        </FileButton>
        {busy !== undefined && (
          <Button size="xs" variant="default" disabled={isBusy} onClick={() => void save(removeBusyTimes)}>
            {t('busy.file.remove')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
