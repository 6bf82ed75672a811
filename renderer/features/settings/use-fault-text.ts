import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import type { ProfileFault } from './check-profile.ts'

/** The sentence beside a faulty field; undefined where it is fine. */
export function useFaultText(): (fault: ProfileFault | undefined) => string | undefined {
  const { t } = useTranslation('settings')
  const refusalText = useRefusalText()
  return fault => {
    if (fault === undefined) return undefined
    switch (fault.kind) {
      case 'required':
      case 'unreadable':
      case 'duration':
        return t(`fault.${fault.kind}`)
      case 'tooLong':
        return t('fault.tooLong', { max: fault.max, over: fault.over })
      case 'number':
        return t('fault.number', { min: fault.min, max: fault.max })
      case 'refused':
        return refusalText(fault.refusal)
      default:
        return assertNever(fault)
    }
  }
}
