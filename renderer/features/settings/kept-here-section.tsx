import { Button, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageKept, StoragePersistence } from '#renderer/contract/screens.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'

/** What the browser says of the data that lie here, and a way to ask it for more. */
export function KeptHereSection({ persistence }: { readonly persistence: StoragePersistence }) {
  const { t } = useTranslation('settings')
  const [kept, setKept] = useState<StorageKept>()
  const [isBusy, setBusy] = useState(false)

  useEffect(() => {
    let isStale = false
    void persistence.read().then(answer => {
      if (!isStale) setKept(answer)
    })
    return () => {
      isStale = true
    }
  }, [persistence])

  async function ask() {
    setBusy(true)
    setKept(await persistence.ask())
    setBusy(false)
  }

  if (kept === undefined) return null
  return (
    <SettingsSection title={t('keptHere.title')} text={t('keptHere.text')}>
      <Text size="sm" component="output">
        {t(`keptHere.${kept}`)}
      </Text>
      {kept === 'may-be-cleared' && (
        <Button variant="default" w="fit-content" loading={isBusy} onClick={() => void ask()}>
          {t('keptHere.ask')}
        </Button>
      )}
    </SettingsSection>
  )
}
