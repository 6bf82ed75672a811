import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeyStoreChoice } from '#electron/contract/desktop-types.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { AnswerCard, KeyStoreFrame } from './key-store-frame.tsx'

const choices = ['unprotected', 'memory'] as const satisfies readonly KeyStoreChoice[]

/** Asked before anything secret is stored, where the system has no key store. */
export function KeyStoreChoices({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const [busyWith, setBusyWith] = useState<KeyStoreChoice>()
  const [hasFailed, setFailed] = useState(false)

  async function choose(choice: KeyStoreChoice) {
    setBusyWith(choice)
    setFailed(false)
    const isKept = await shell.chooseKeyStore(choice)
    if (isKept) return
    setBusyWith(undefined)
    setFailed(true)
  }

  return (
    <KeyStoreFrame
      title={t('keyStore.title')}
      text={t('keyStore.text')}
      fault={hasFailed ? t('keyStore.failed') : undefined}
    >
      {choices.map(choice => (
        <AnswerCard
          key={choice}
          title={t(`keyStore.${choice}.title`)}
          text={t(`keyStore.${choice}.text`)}
          label={t(`keyStore.${choice}.choose`)}
          isBusy={busyWith === choice}
          isDisabled={busyWith !== undefined && busyWith !== choice}
          onChoose={() => void choose(choice)}
        />
      ))}
      <Stack gap={4} component="section" px="lg">
        <Title order={2}>{t('keyStore.quit.title')}</Title>
        <Text size="sm">{t('keyStore.quit.text')}</Text>
      </Stack>
      <Text size="sm" c="dimmed" px="lg">
        {t('keyStore.later')}
      </Text>
    </KeyStoreFrame>
  )
}
