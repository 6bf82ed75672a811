/** What hostile people know of the honest ones: everything but passwords and tokens. */
export interface Stage {
  readonly coachIds: readonly string[]
  readonly studentIds: readonly string[]
  /** Ids of all slots that there were. */
  readonly slotIds: string[]
  readonly bookingIds: string[]
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
