/** Where a search for changed documents goes on: RxDB's own kind of checkpoint. */
export interface StampCheckpoint {
  readonly id: string
  readonly lwt: number
}

/** One write to a table. */
export interface ToldWrite {
  /** The largest stamp of the table before it. */
  readonly after: number
  /** Its own last document. */
  readonly checkpoint: StampCheckpoint
}

/**
 * How far one window has heard of all writes to a table, its own and those of other windows. RxDB stores the checkpoint of each
 * event that it has dealt with, and never looks at what lies before. A window that dies between its write and the telling would
 * leave a document there that nobody sends; so a checkpoint never passes a write that was not heard of.
 */
export interface HeardWrites {
  /** Up to where all writes were heard of. */
  readonly upTo: StampCheckpoint
  /** Everything up to this stamp is read from the storage from now on, and need not be told. */
  startAt(lwt: number): void
  /** @returns up to where all writes were heard of, this one included */
  hear(write: ToldWrite): StampCheckpoint
}

export function createHeardWrites(): HeardWrites {
  let upTo: StampCheckpoint = { id: '', lwt: 0 }
  /** Writes that came after one that was not heard of yet. */
  let ahead: readonly ToldWrite[] = []

  return {
    get upTo() {
      return upTo
    },
    startAt(lwt) {
      upTo = { id: '', lwt }
      ahead = []
    },
    hear(write) {
      ahead = [...ahead, write].sort((a, b) => a.after - b.after)
      while (ahead[0] !== undefined && ahead[0].after <= upTo.lwt) {
        const [{ checkpoint }, ...rest] = ahead as readonly [ToldWrite, ...ToldWrite[]]
        if (checkpoint.lwt > upTo.lwt) upTo = checkpoint
        ahead = rest
      }
      return upTo
    }
  }
}
