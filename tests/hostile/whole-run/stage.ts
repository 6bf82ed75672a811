import type { Document } from '../../chaos/push.ts'

/** What hostile people know of the honest ones: everything but passwords and the tokens of today. */
export interface Stage {
  readonly coachIds: readonly string[]
  readonly studentIds: readonly string[]
  /** Ids of all slots that there were. */
  readonly slotIds: string[]
  readonly bookingIds: string[]
  /** Names for signing in. */
  readonly names: readonly string[]
  /** Tokens of sign-ins that their people have ended, at the server that is attacked. */
  readonly spent: {
    readonly userId: string
    readonly token: string
    readonly renewalToken: string
    readonly deviceToken: string
  }[]
  /** Sign-ins of honest people at the server that is attacked. */
  signInIds: readonly string[]
  /** What honest people were told, as it was when somebody last signed in. */
  notices: readonly { readonly userId: string; readonly notice: Document }[]
  /** The server's signatures of honest people's sessions. */
  signed: readonly { readonly studentId: string; readonly signed: unknown }[]
  /** What an honest person writes at this moment. */
  hot: readonly string[]
  /** What honest people have sent, for sending it once more. */
  readonly sent: {
    readonly database: string
    readonly doc: Readonly<Record<string, unknown>> & { readonly _id: string }
  }[]
  /** Server's clock, epoch ms. */
  now: number
}
