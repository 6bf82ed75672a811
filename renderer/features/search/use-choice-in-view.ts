import { useEffect } from 'react'

/** Keeps the chosen line in sight. */
export function useChoiceInView(optionId: string | undefined): void {
  useEffect(() => {
    if (optionId !== undefined) document.getElementById(optionId)?.scrollIntoView({ block: 'nearest' })
  }, [optionId])
}
