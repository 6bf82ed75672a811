import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CsvLine } from '#renderer/shared/csv/table-csv.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { createChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { useChunkCall } from '#renderer/ui/lazy/use-chunk-call.ts'
import { saveFile } from '#renderer/ui/save-file.ts'
import type { BrokenRow, ImportRun } from './run-import.ts'
import { StepText } from './step-text.tsx'

const writer = createChunk(async () => (await import('#renderer/shared/csv/table-csv.ts')).tableToCsv)

interface ImportReportProps {
  readonly run: ImportRun
  readonly broken: readonly BrokenRow[]
  readonly onClose: () => void
  /** Where it did not come to its end: why, and how it goes on. */
  readonly children?: ReactNode
}

/** What was done. The links are told this once: they are saved here, or never. */
export function ImportReport({ run, broken, onClose, children }: ImportReportProps) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const withWriter = useChunkCall(writer)
  const { added, unlinked, skipped } = run
  const [savedCount, setSavedCount] = useState(0)
  const [isWarned, setWarned] = useState(false)
  const areLinksAtRisk = added.length > savedCount

  function save(name: string, lines: readonly CsvLine[], onSaved?: () => void) {
    withWriter(tableToCsv => {
      saveFile(name, tableToCsv(lines), 'text/csv;charset=utf-8')
      onSaved?.()
    })
  }
  function saveLinks() {
    const head = [t('import.csv.name'), t('import.csv.signInName'), t('import.csv.link'), t('import.csv.until')]
    const lines = added.map(({ row, added: { name, link, validUntil } }) => [
      row.displayName,
      name,
      link,
      format.dayAndTime(validUntil)
    ])
    save('coachdesk-first-passwords.csv', [head, ...lines], () => {
      setSavedCount(added.length)
      setWarned(false)
    })
  }
  function saveBroken() {
    // Headings that can be read again, once the lines are mended.
    const head = [t('import.csv.name'), t('import.csv.phone'), t('import.csv.role'), t('import.csv.email')]
    const lines = broken.map(({ row, reason }) => [row.displayName, row.phone, row.role, row.email, reason])
    save('coachdesk-broken-rows.csv', [[...head, t('import.csv.reason')], ...lines])
  }

  const [first] = added
  return (
    <Stack gap="sm">
      <StepText>{t('import.added', { count: added.length + unlinked.length })}</StepText>
      {children}
      {skipped.length > 0 && <Text size="sm">{t('import.skipped', { count: skipped.length })}</Text>}
      {unlinked.length > 0 && (
        <Text size="sm">
          {t('import.unlinked', {
            count: unlinked.length,
            names: unlinked.map(({ row }) => row.displayName).join(', ')
          })}
        </Text>
      )}
      {first !== undefined && (
        <>
          <Text size="sm">{t('import.links', { until: format.dayAndTime(first.added.validUntil) })}</Text>
          <Group>
            <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={saveLinks}>
              {t('import.saveLinks', { count: added.length })}
            </Button>
          </Group>
        </>
      )}
      {broken.length > 0 && (
        <>
          <Text size="sm">{t('import.brokenLeft', { count: broken.length })}</Text>
          <Group>
            <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={saveBroken}>
              {t('import.saveBroken')}
            </Button>
          </Group>
        </>
      )}
      {isWarned && (
        <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} p="xs">
          {t('import.linksAtRisk')}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button
          variant="default"
          onClick={() => {
            if (areLinksAtRisk && !isWarned) setWarned(true)
            else onClose()
          }}
        >
          {isWarned ? t('import.closeAnyway') : shared('action.close')}
        </Button>
      </Group>
    </Stack>
  )
}
