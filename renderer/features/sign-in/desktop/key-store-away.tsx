import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { AnswerCard, KeyStoreFrame } from './key-store-frame.tsx'

type Answer = 'again' | 'without'

/** What is stored here was sealed by a key store that does not answer now: it is waited for, or left alone. */
export function KeyStoreAway({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const [busyWith, setBusyWith] = useState<Answer>()
  const [failed, setFailed] = useState<Answer>()

  async function give(answer: Answer) {
    setBusyWith(answer)
    setFailed(undefined)
    const isDone = answer === 'again' ? await shell.checkKeyStore() : await shell.chooseKeyStore('memory')
    if (isDone) return
    setBusyWith(undefined)
    setFailed(answer)
  }

  const stateOf = (answer: Answer) => ({
    isBusy: busyWith === answer,
    isDisabled: busyWith !== undefined && busyWith !== answer,
    onChoose: () => void give(answer)
  })
  return (
    <KeyStoreFrame
      title={t('keyStore.unavailable.title')}
      text={t('keyStore.unavailable.text')}
      fault={failed && t(failed === 'again' ? 'keyStore.unavailable.stillAway' : 'keyStore.unavailable.failed')}
    >
      <AnswerCard
        title={t('keyStore.unavailable.again.title')}
        text={t('keyStore.unavailable.again.text')}
        label={t('keyStore.unavailable.again.try')}
        isPrimary
        {...stateOf('again')}
      />
      <AnswerCard
        title={t('keyStore.unavailable.without.title')}
        text={t('keyStore.unavailable.without.text')}
        label={t('keyStore.unavailable.without.choose')}
        {...stateOf('without')}
      />
    </KeyStoreFrame>
  )
}
