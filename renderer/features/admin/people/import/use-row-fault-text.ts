import { useTranslation } from 'react-i18next'
import type { ImportFault } from '#domain/rules/judge-import.ts'

/** What is wrong with a line, in sentences. */
export function useRowFaultText(): (faults: readonly ImportFault[]) => string {
  const { t } = useTranslation('admin')
  return faults => faults.map(fault => t(`import.fault.${fault}`)).join(' ')
}
