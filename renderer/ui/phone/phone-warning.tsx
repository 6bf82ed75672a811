import { Alert } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadPhoneLibrary } from './use-phone-text.ts'

/** No number is shorter: the large library is asked for only where there are so many digits. */
const fewestDigits = 6

/** Points out a phone number in what everybody will read, before it is saved. */
export function PhoneWarning({ text }: { readonly text: string }) {
  const { t } = useTranslation('shared')
  // Where one without a country code belongs.
  const { region } = new Intl.Locale(navigator.language).maximize()
  const numbers = useNumbersIn(text, region)
  if (numbers.length === 0) return null
  return (
    <Alert role="alert" color="orange" variant="light" icon={<IconPhone size={18} />} title={t('phoneWarning.title')}>
      {t('phoneWarning.text', { numbers: numbers.join(', ') })}
    </Alert>
  )
}

function useNumbersIn(text: string, region: string | undefined): readonly string[] {
  const [found, setFound] = useState<{ readonly text: string; readonly numbers: readonly string[] }>()
  const mayHold = (text.match(/\d/g)?.length ?? 0) >= fewestDigits
  useEffect(() => {
    if (!mayHold) return
    let isCurrent = true
    void loadPhoneLibrary().then(
      library => isCurrent && setFound({ text, numbers: library.findPhones(text, region) }),
      // Without the library nobody can say.
      () => undefined
    )
    return () => {
      isCurrent = false
    }
  }, [text, region, mayHold])
  return mayHold && found?.text === text ? found.numbers : []
}
