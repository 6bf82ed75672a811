import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Actor } from '#domain/model/role.ts'
import type { Slot } from '#domain/model/slot.ts'
import { assertNever } from '#domain/assert-never.ts'
import { type SessionCopyContext, type SessionCopyEffect, judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { type Claim, type ClaimContext, type ClaimVerdict, judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgeNotice } from '#domain/rules/judge-notice.ts'
import { judgePencil, type Pencil, type PencilContext } from '#domain/rules/judge-pencil.ts'
import { judgeProfile, type ProfileContext } from '#domain/rules/judge-profile.ts'
import { judgeSlot, judgeSlotRemoval, type SlotContext, type SlotEffect } from '#domain/rules/judge-slot.ts'
import type { BaseRevision, Current, Verdict } from '#domain/rules/verdict.ts'

interface Based<T> {
  readonly current: Current<T>
  readonly base: BaseRevision
}

/** One write together with everything that judging it depends on. */
export type JudgedWrite =
  | { readonly kind: 'slot'; readonly slot: Slot; readonly context: SlotContext }
  | { readonly kind: 'slot-removal'; readonly slot: Slot; readonly context: SlotContext }
  | { readonly kind: 'claim'; readonly claim: Claim; readonly context: ClaimContext }
  | { readonly kind: 'pencil'; readonly pencil: Pencil; readonly context: PencilContext }
  | { readonly kind: 'call'; readonly call: SessionCopy; readonly context: SessionCopyContext }
  | { readonly kind: 'notice'; readonly notice: Notice; readonly context: Based<Notice> }
  | { readonly kind: 'profile'; readonly profile: CoachProfile; readonly context: ProfileContext }

export type WriteVerdict =
  | { readonly of: 'slot'; readonly verdict: Verdict<SlotEffect> }
  | { readonly of: 'claim'; readonly verdict: ClaimVerdict }
  | { readonly of: 'pencil'; readonly verdict: ClaimVerdict }
  | { readonly of: 'call'; readonly verdict: Verdict<SessionCopyEffect> }
  | { readonly of: 'notice'; readonly verdict: Verdict<{ readonly put: Notice }> }
  | { readonly of: 'profile'; readonly verdict: Verdict<{ readonly put: CoachProfile }> }

/** The one place where a write is judged: the same write in the same context always gets the same verdict. Never throws for an expected outcome. */
export function judgeWrite(actor: Actor, write: JudgedWrite): WriteVerdict {
  switch (write.kind) {
    case 'slot':
      return { of: 'slot', verdict: judgeSlot(actor, write.slot, write.context) }
    case 'slot-removal':
      return { of: 'slot', verdict: judgeSlotRemoval(actor, write.slot, write.context) }
    case 'claim':
      return { of: 'claim', verdict: judgeClaim(actor, write.claim, write.context) }
    case 'pencil':
      return { of: 'pencil', verdict: judgePencil(actor, write.pencil, write.context) }
    case 'call':
      return { of: 'call', verdict: judgeSessionCopy(actor, write.call, write.context) }
    case 'notice':
      return { of: 'notice', verdict: judgeNotice(write.notice, write.context.current, write.context.base) }
    case 'profile':
      return { of: 'profile', verdict: judgeProfile(actor, write.profile, write.context) }
    default:
      return assertNever(write)
  }
}
