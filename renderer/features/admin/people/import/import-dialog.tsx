import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Act } from '#renderer/features/admin/frame/use-act.tsx'
import { ChooseFileStep } from './choose-file-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import type { NumberedRow } from './read-people-file.ts'
import type { BrokenRow } from './run-import.ts'
import { RunStep } from './run-step.tsx'

interface ImportDialogProps {
  readonly opened: boolean
  readonly act: Act
  readonly onClose: () => void
  readonly onDone: () => void
}

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'preview'; readonly rows: readonly NumberedRow[] }
  | {
      readonly kind: 'run'
      readonly wanted: readonly NumberedRow[]
      readonly broken: readonly BrokenRow[]
      readonly country: string
    }

/** Makes accounts from a list of people: a file is chosen, looked at, and carried out. Nothing is stored before the last step (AC10). */
export function ImportDialog({ opened, act, onClose, onDone }: ImportDialogProps) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const [step, setStep] = useState<Step>({ kind: 'choose' })
  const restart = () => setStep({ kind: 'choose' })
  // Whoever closes the last step would lose the links: its own buttons alone close it.
  const isRunning = step.kind === 'run'
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={restart}
      title={t('import.title')}
      size="lg"
      withCloseButton={!isRunning}
      closeOnEscape={!isRunning}
      closeOnClickOutside={!isRunning}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      {step.kind === 'choose' && (
        <ChooseFileStep onRead={rows => setStep({ kind: 'preview', rows })} onClose={onClose} />
      )}
      {step.kind === 'preview' && (
        <PreviewStep
          rows={step.rows}
          act={act}
          onBack={restart}
          onAdd={wanted => setStep({ kind: 'run', ...wanted })}
        />
      )}
      {step.kind === 'run' && <RunStep {...step} act={act} onDone={onDone} onClose={onClose} />}
    </Modal>
  )
}
