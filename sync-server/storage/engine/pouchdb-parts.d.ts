/** The parts that PouchDB 9.0.0 builds its own adapters from: published, undocumented, pinned to its version. */
declare module 'pouchdb-adapter-utils' {
  type Node = [string, { status?: 'available' | 'missing'; deleted?: boolean }, Node[]]
  interface Branch {
    pos: number
    ids: Node
  }

  export interface ParsedDocument {
    /** Present where the document could not be parsed: then this is an error and nothing else. */
    readonly error?: unknown
    readonly metadata: { readonly id: string; readonly rev: string; readonly rev_tree: Branch[] }
    readonly data: Readonly<Record<string, unknown>>
  }

  /** Adds fields to the document that it is given. */
  export function parseDoc(doc: object, newEdits: boolean): ParsedDocument

  /**
   * Merges each document into the tree of the one that is stored, which it changes, and calls `write` where something is to be
   * stored. Calls everything back before it returns, as long as `write` does.
   */
  export function processDocs(
    revisionLimit: number,
    docs: readonly ParsedDocument[],
    api: undefined,
    stored: ReadonlyMap<string, object>,
    transaction: undefined,
    rows: unknown[],
    write: (
      doc: ParsedDocument,
      winner: string,
      isWinnerDeleted: boolean,
      isNewDeleted: boolean,
      isUpdate: boolean,
      docCountChange: number,
      position: number,
      done: () => void
    ) => void,
    options: { readonly new_edits: boolean },
    done: () => void
  ): void
}

declare module 'pouchdb-merge' {
  type Node = [string, { status?: 'available' | 'missing'; deleted?: boolean }, Node[]]
  interface Branch {
    pos: number
    ids: Node
  }

  interface Metadata {
    readonly rev_tree: readonly Branch[]
  }
  /** Other live leaves than the winner. */
  export function collectConflicts(metadata: Metadata): string[]
  /** The leaf that a revision has led to. */
  export function latest(rev: string, metadata: Metadata): string
}
