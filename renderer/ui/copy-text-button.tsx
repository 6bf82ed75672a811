import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Puts a text on the clipboard and says so. */
export function CopyTextButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('shared')
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          {copied ? t('action.copied') : label}
        </Button>
      )}
    </CopyButton>
  )
}
