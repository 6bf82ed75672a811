import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '../contract/screens.ts'

/** Looks up the sentence for a refusal: what happened and what to do. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation('refusals')
  return useCallback((refusal: Refusal) => t(refusal), [t])
}
