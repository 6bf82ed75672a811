// oxlint-disable-next-line no-restricted-imports -- here they get their draft
import { Textarea, type TextareaProps, TextInput, type TextInputProps } from '@mantine/core'
import type { RefObject } from 'react'
import type { DraftText } from './draft-text.ts'

type WithDraft<P> = Omit<P, 'value' | 'defaultValue' | 'onChange'> & { readonly text: DraftText }

/** Several lines that are kept as they are typed. */
export function DraftTextarea({ text, ...props }: WithDraft<TextareaProps>) {
  return <Textarea {...props} value={text.value} onChange={event => text.change(event.currentTarget.value)} />
}

/** One line that is kept as it is typed. */
export function DraftTextInput({
  text,
  ...props
}: WithDraft<TextInputProps> & { readonly ref?: RefObject<HTMLInputElement | null> }) {
  return <TextInput {...props} value={text.value} onChange={event => text.change(event.currentTarget.value)} />
}
