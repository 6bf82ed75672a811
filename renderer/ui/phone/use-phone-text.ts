import { useEffect, useState } from 'react'
import { groupDigits } from './group-digits.ts'

/** The library of all countries' number formats is large, so it is loaded with the first number that is shown. */
export const loadPhoneLibrary = () => import('./phone-library.ts')

/** An E.164 number as people write it; until the library is there, and where it cannot be fetched, in groups of digits. */
export function usePhoneText(e164: string | undefined): string | undefined {
  const [shown, setShown] = useState<{ readonly e164: string; readonly text: string }>()
  useEffect(() => {
    if (e164 === undefined) return
    let isCurrent = true
    void loadPhoneLibrary().then(
      library => isCurrent && setShown({ e164, text: library.formatPhone(e164) }),
      // Offline before the library was ever loaded: groups of digits are as good to read out.
      () => undefined
    )
    return () => {
      isCurrent = false
    }
  }, [e164])
  if (e164 === undefined) return undefined
  return shown?.e164 === e164 ? shown.text : groupDigits(e164)
}
