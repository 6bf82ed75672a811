import type { HistoryEntry } from '#renderer/contract/screens.ts'

/** What a person typed in a change, to be pasted somewhere else; empty where it was none. */
export function typedTextOf({ after }: Pick<HistoryEntry, 'after'>): string {
  if (after === undefined) return ''
  const state = JSON.parse(after) as {
    readonly message?: string
    readonly notes?: string
    readonly followUps?: readonly { readonly text: string }[]
    readonly review?: { readonly text: string }
    readonly request?: { readonly reason?: string }
  }
  const { message, notes, followUps = [], review, request } = state
  const texts = [message, notes, ...followUps.map(({ text }) => `- ${text}`), review?.text, request?.reason]
  return texts.filter(text => text !== undefined && text.trim() !== '').join('\n\n')
}
