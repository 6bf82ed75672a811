import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotText } from '../use-slot-text.ts'

/** Puts day, times and zone on the clipboard, to be pasted into a message. */
export function CopyTimeButton({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const words = useZoneWords()
  const text = useSlotText()
  const copied = t('copiedTime', { slot: text.when(slot.startsAt), zone: words.name(format.zone) })
  return (
    <CopyButton value={copied}>
      {({ copied: isCopied, copy }) => (
        <Button
          size="xs"
          variant="default"
          leftSection={isCopied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          onClick={copy}
        >
          {isCopied ? shared('action.copied') : t('action.copyTime')}
        </Button>
      )}
    </CopyButton>
  )
}
