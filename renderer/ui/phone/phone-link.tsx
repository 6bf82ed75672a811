import { ActionIcon, Anchor, Group, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../copy-button.tsx'
import { usePhoneText } from './use-phone-text.ts'

/** A phone number to call or copy. */
export function PhoneLink({ phone }: { readonly phone: string }) {
  const { t } = useTranslation('shared')
  const text = usePhoneText(phone) ?? phone
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      <Anchor href={`tel:${phone}`} aria-label={t('phone.call', { phone: text })} size="sm">
        {text}
      </Anchor>
      <CopyButton value={phone}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('action.copied') : t('phone.copy')}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={t('phone.copy')}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}
