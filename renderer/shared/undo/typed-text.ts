import type { HistoryEntry } from '#renderer/contract/screens.ts'

/** What a person typed in a change, to be pasted somewhere else; empty where it was none. */
export function typedTextOf({ after }: Pick<HistoryEntry, 'after'>): string {
  if (after === undefined) return ''
  const state = JSON.parse(after) as {
    readonly message?: string
    readonly notes?: string
    readonly followUps?: readonly { readonly text: string }[]
    readonly summary?: string
    readonly actions?: Readonly<Record<string, { readonly text: string }>>
    readonly review?: { readonly text: string }
    readonly request?: { readonly reason?: string }
  }
  const { message, notes, followUps = [], summary, actions = {}, review, request } = state
  const listed = [...followUps, ...Object.values(actions)].map(({ text }) => `- ${text}`)
  const texts = [message, notes, summary, ...listed, review?.text, request?.reason]
  return texts.filter(text => text !== undefined && text.trim() !== '').join('\n\n')
}
