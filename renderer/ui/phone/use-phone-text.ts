import { useEffect, useState } from 'react'

/** The library of all countries' number formats is large, so it is loaded with the first number that is shown. */
export const loadPhoneLibrary = () => import('./phone-library.ts')

/** An E.164 number as people write it; plain until the library is there. */
export function usePhoneText(e164: string | undefined): string | undefined {
  const [shown, setShown] = useState<{ readonly e164: string; readonly text: string }>()
  useEffect(() => {
    if (e164 === undefined) return
    let isCurrent = true
    void loadPhoneLibrary().then(
      library => isCurrent && setShown({ e164, text: library.formatPhone(e164) }),
      // Offline before the library was ever loaded: the plain number is as good to call.
      () => undefined
    )
    return () => {
      isCurrent = false
    }
  }, [e164])
  return shown?.e164 === e164 ? shown?.text : e164
}
