import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { Words } from '#domain/merge/join-words.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { ActionContext } from './action-context.ts'

interface Typing {
  /** What is typed in, whatever is to be recorded of it. */
  readonly fields: readonly (keyof Words)[]
  /** What the fields held when the typing began; undefined where that is not known. */
  readonly base: { readonly [F in keyof Words]?: Words[F] | undefined } | undefined
}

/**
 * What another device recorded while this was typed is joined with it, by the rule for two devices that meet on the server
 * (MG6); what both cannot say together becomes a notice.
 * @returns what to record of the fields
 */
export async function keepWordsOfOthers(
  { repositories, now }: Pick<ActionContext, 'repositories' | 'now'>,
  call: SessionCopy,
  typed: Words,
  { fields, base }: Typing
): Promise<Words> {
  if (base === undefined || fields.every(field => isSame(call[field], base[field]))) return typed
  const emptied = Object.fromEntries(fields.map(field => [field, undefined]))
  const begun = withoutUndefined({ ...call, ...emptied, ...base }) as SessionCopy
  const at = now()
  const { resolved, notices } = mergeSessionCopy({
    assumed: { deleted: false, value: begun },
    server: { deleted: false, value: call },
    local: { deleted: false, value: { ...begun, ...typed, wordsEditedAt: at } },
    now: at
  })
  if (notices.length > 0) await repositories.notices.addMissing(notices)
  return withoutUndefined(Object.fromEntries(fields.map(field => [field, resolved.value[field]])))
}
