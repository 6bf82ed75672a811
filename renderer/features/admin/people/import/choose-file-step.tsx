import { Alert, Button, Code, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxImportRows } from '#domain/wire/administration.ts'
import { createChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { useChunkCall } from '#renderer/ui/lazy/use-chunk-call.ts'
import type { NumberedRow, PeopleFile } from './read-people-file.ts'

const reader = createChunk(async () => {
  const { decodePeopleFile, readPeopleFile } = await import('./read-people-file.ts')
  return (bytes: Uint8Array) => readPeopleFile(decodePeopleFile(bytes))
})

/** What the largest list takes, several times over. */
const maxFileBytes = 2 * 1_024 * 1_024

type Fault = Extract<PeopleFile, { ok: false }>['fault'] | 'unreadable'

interface ChooseFileStepProps {
  readonly onRead: (rows: readonly NumberedRow[]) => void
  readonly onClose: () => void
}

/** The file is read on this device: only its four columns go to the server. */
export function ChooseFileStep({ onRead, onClose }: ChooseFileStepProps) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const withReader = useChunkCall(reader)
  const reset = useRef<() => void>(null)
  const [fault, setFault] = useState<Fault>()

  async function choose(file: File | null) {
    // The same file can be chosen again, once it is mended.
    reset.current?.()
    if (file === null) return
    setFault(undefined)
    if (file.size > maxFileBytes) {
      setFault('too-many')
      return
    }
    const content = await file.arrayBuffer().catch(() => undefined)
    if (content === undefined) {
      setFault('unreadable')
      return
    }
    withReader(read => {
      const outcome = read(new Uint8Array(content))
      if (outcome.ok) onRead(outcome.rows)
      else setFault(outcome.fault)
    })
  }

  return (
    <Stack gap="sm">
      <Text size="sm">{t('import.text', { max: maxImportRows })}</Text>
      <Text size="sm">{t('import.example')}</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {t('import.exampleLines')}
      </Code>
      {fault !== undefined && (
        <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} p="xs">
          {t(`import.fileFault.${fault}`, { max: maxImportRows })}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {shared('action.cancel')}
        </Button>
        <FileButton resetRef={reset} accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={file => void choose(file)}>
          {props => (
            <Button {...props} data-autofocus>
              {t('import.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  )
}
