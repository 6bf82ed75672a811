import { Button, Group, Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DialogFooter } from '#renderer/ui/dialog-footer.tsx'
import { DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import type { DraftState } from '#renderer/ui/draft/use-form-draft.ts'

/** Whether the draft is stored, and the buttons. */
export function WrapUpFooter(props: {
  readonly draft: DraftState
  readonly isLateCancel: boolean
  readonly isBusy: boolean
  readonly hasNext: boolean
  readonly onSave: () => void
  readonly onClose: () => void
  /** Given while several sessions wait: on to the next without saving. */
  readonly onSkip?: () => void
}) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const { draft, isLateCancel, isBusy, hasNext, onSave, onClose, onSkip } = props
  const saveLabel = hasNext ? t('wrapUp.saveNext') : t('wrapUp.save')
  return (
    <DialogFooter>
      <Group justify="space-between" gap="sm">
        <DraftStatus draft={draft} />
        <Group gap="xs" ml="auto">
          {onSkip === undefined ? (
            <Button variant="default" onClick={onClose}>
              {shared('action.close')}
            </Button>
          ) : (
            <Button variant="default" onClick={onSkip}>
              {t('wrapUp.skip')}
            </Button>
          )}
          <Button
            onClick={onSave}
            loading={isBusy}
            rightSection={
              <Kbd size="xs" visibleFrom="xs" aria-hidden>
                {t('wrapUp.saveKeys')}
              </Kbd>
            }
          >
            {isLateCancel ? t('wrapUp.toCancel') : saveLabel}
          </Button>
        </Group>
      </Group>
    </DialogFooter>
  )
}
