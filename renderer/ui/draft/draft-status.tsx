import { Button, Group, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format/display-zone.tsx'
import { useRefusalText } from '../use-refusal-text.ts'
import type { DraftState } from './use-form-draft.ts'

/** A state that lasts less than this is not shown, ms. */
const slowMs = 1_000

/** Over the fields of a form that opens with what was typed before: says so, and offers to begin anew. */
export function DraftReopened({ draft }: { readonly draft: DraftState }) {
  const { t } = useTranslation('shared')
  const format = useFormat()
  const { isReopened, savedAt, discard } = draft
  if (!isReopened || savedAt === undefined) return null
  return (
    <Group gap={6} wrap="nowrap" align="center">
      <IconPencil size={16} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm" component="output" flex={1}>
        {t('draft.reopened', { time: format.dayAndTime(savedAt) })}
      </Text>
      <Button variant="default" size="compact-xs" onClick={discard}>
        {t('draft.discard')}
      </Button>
    </Group>
  )
}

/** Beside the buttons of a form: whether what is typed is stored. Never says so of what is not. */
export function DraftStatus({ draft }: { readonly draft: DraftState }) {
  const { t } = useTranslation('shared')
  const format = useFormat()
  const refusalText = useRefusalText()
  const { savedAt, isKeeping, refusal } = draft
  const keptAt = useLastUnless(isKeeping, savedAt)
  const isSlow = useLasts(isKeeping, slowMs)
  const kept = keptAt === undefined ? '' : t('draft.saved', { time: format.time(keptAt) })
  const text = isSlow ? t('draft.saving') : kept
  return (
    <Text
      size="xs"
      c={refusal === undefined ? 'dimmed' : 'var(--mantine-color-error)'}
      component="output"
      aria-busy={isKeeping}
    >
      {refusal === undefined ? text : t('draft.failed', { reason: refusalText(refusal) })}
    </Text>
  )
}

/** The value as it was last while the condition did not hold. */
function useLastUnless<T>(condition: boolean, value: T): T {
  const [last, setLast] = useState(value)
  // During the rendering, as React advises for what follows from it.
  if (!condition && !Object.is(last, value)) setLast(value)
  return last
}

/** Whether the condition has held for so long without a break. */
function useLasts(condition: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!condition) return undefined
    const timer = setTimeout(() => setLasts(true), ms)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [condition, ms])
  return lasts
}
