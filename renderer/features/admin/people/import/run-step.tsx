import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import type { Act } from '#renderer/features/admin/frame/use-act.tsx'
import { ImportReport } from './import-report.tsx'
import type { NumberedRow } from './read-people-file.ts'
import { type BrokenRow, runImport, startImport } from './run-import.ts'
import { StepText } from './step-text.tsx'

/** The server gives back what ten accounts cost within six seconds, and something has to be left for the page itself. */
const pauseMs = 8_000

interface RunStepProps {
  readonly wanted: readonly NumberedRow[]
  readonly broken: readonly BrokenRow[]
  /** Two letters. */
  readonly country: string
  readonly act: Act
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Adds those who are new, some at a time. Where the connection is lost, it says how far it came, and goes on from there. */
export function RunStep({ wanted, broken, country, act, onDone, onClose }: RunStepProps) {
  const { t } = useTranslation('admin')
  const zone = useOpenAccount()?.zone ?? 'UTC'
  const [run, setRun] = useState(() => startImport(wanted))
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const isStarted = useRef(false)

  const goOn = useCallback(
    async (from: typeof run) => {
      setBusy(true)
      setRefusal(undefined)
      const ended = await runImport(from, {
        send: async rows => act(async actions => actions.importPeople({ rows: [...rows], country, zone })),
        pause: () =>
          new Promise(resolve => {
            window.setTimeout(resolve, pauseMs)
          }),
        onProgress: setRun
      })
      setRun(ended.run)
      setRefusal(ended.refusal)
      setBusy(false)
      onDone()
    },
    [act, country, zone, onDone]
  )
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    void goOn(startImport(wanted))
  }, [goOn, wanted])

  const done = wanted.length - run.left.length
  if (run.left.length > 0 && refusal === undefined)
    return (
      <Stack gap="sm">
        <StepText>{t('import.running', { count: wanted.length })}</StepText>
        <Progress.Root size="lg">
          <Progress.Section value={(100 * done) / wanted.length} aria-label={t('import.progress')} />
        </Progress.Root>
        <Text size="sm" component="output">
          {t('import.doneOf', { done, count: wanted.length })}
        </Text>
        <Text size="sm">{t('import.stay')}</Text>
      </Stack>
    )
  return (
    <ImportReport run={run} broken={broken} onClose={onClose}>
      {refusal !== undefined && (
        <>
          <RefusalAlert refusal={refusal} />
          <Text size="sm">{t('import.stopped', { done, count: wanted.length })}</Text>
          <Group>
            <Button loading={isBusy} onClick={() => void goOn(run)}>
              {t('import.goOn')}
            </Button>
          </Group>
        </>
      )}
    </ImportReport>
  )
}
