import { Spoiler } from '@mantine/core'
import { createChunk, useChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { PlainText } from '#renderer/ui/plain-text.tsx'

const markdown = createChunk(async () => (await import('#renderer/ui/markdown-text.tsx')).MarkdownText)

const controlStyles = { control: { fontSize: 'var(--mantine-font-size-sm)' } } as const

/** A coach's notes in a small place: the first lines, and all on request. As they were typed until what draws Markdown has come. */
export function LastNotesText(props: {
  readonly text: string
  /** As high as it stands at first, px. */
  readonly maxHeight: number
  readonly showLabel: string
  readonly hideLabel: string
}) {
  const { text, ...spoiler } = props
  const state = useChunk(markdown, true)
  return (
    <Spoiler {...spoiler} fz="sm" styles={controlStyles}>
      {state.kind === 'loaded' ? <state.value text={text} /> : <PlainText>{text}</PlainText>}
    </Spoiler>
  )
}
