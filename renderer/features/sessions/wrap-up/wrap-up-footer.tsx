import { Button, Group, Kbd, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/format/display-zone.tsx'
import { useRefusalText } from '../../../ui/use-refusal-text.ts'
import type { WrapUpEditing } from './use-wrap-up-draft.ts'

/** What became of the draft, and the buttons. */
export function WrapUpFooter(props: {
  readonly editing: WrapUpEditing
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
  const { editing, isLateCancel, isBusy, hasNext, onSave, onClose, onSkip } = props
  const saveLabel = hasNext ? t('wrapUp.saveNext') : t('wrapUp.save')
  return (
    <Group justify="space-between" gap="sm">
      <DraftStatus editing={editing} />
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
            <Kbd size="xs" aria-hidden>
              {t('wrapUp.saveKeys')}
            </Kbd>
          }
        >
          {isLateCancel ? t('wrapUp.toCancel') : saveLabel}
        </Button>
      </Group>
    </Group>
  )
}

function DraftStatus({ editing }: { readonly editing: WrapUpEditing }) {
  const { t } = useTranslation('sessions')
  const { draft, draftRefusal, discard } = editing
  return (
    <Group gap={4}>
      <Text size="xs" c={draftRefusal === undefined ? 'dimmed' : 'var(--mantine-color-error)'} component="output">
        {useDraftText(editing)}
      </Text>
      {draft !== undefined && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={discard}>
          {t('wrapUp.discard')}
        </Button>
      )}
    </Group>
  )
}

/** Never says "saved" of something that is not. */
function useDraftText({ draft, isKeeping, draftRefusal }: WrapUpEditing): string {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  if (draftRefusal !== undefined) return t('wrapUp.draftFailed', { reason: refusalText(draftRefusal) })
  if (isKeeping) return t('wrapUp.draftSaving')
  return draft === undefined ? '' : t('wrapUp.draftSaved', { time: format.time(draft.savedAt) })
}
