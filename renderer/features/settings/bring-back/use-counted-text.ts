import { useTranslation } from 'react-i18next'
import type { KeptSealed } from '#renderer/contract/screens.ts'

const kinds = ['changes', 'drafts', 'notices'] as const

export function hasAny(counts: KeptSealed): boolean {
  return kinds.some(kind => counts[kind] > 0)
}

/** "2 changes, 1 draft": what there is of each. */
export function useCountedText(): (counts: KeptSealed) => string {
  const { t } = useTranslation('settings')
  return counts =>
    kinds
      .filter(kind => counts[kind] > 0)
      .map(kind => t(`bringBack.${kind}`, { count: counts[kind] }))
      .join(', ')
}
