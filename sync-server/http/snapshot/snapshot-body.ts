import { formatSequence, type SequencePosition } from '#domain/wire/sequence.ts'
import type { Pack } from './pack.ts'

/** An answer to a whole `_all_docs`. It does not change any more. */
export interface SnapshotBody {
  /** Every change up to there is in the rows. */
  readonly position: SequencePosition
  readonly count: number
  /** The text, piece by piece. @param hasSequence whether it says `update_seq` */
  pieces(hasSequence: boolean): Iterable<string>
  /** The same, compressed: once for everybody. */
  packed(hasSequence: boolean): Promise<Buffer>
}

/** Rows joined at a time. */
const rowsPerPiece = 2_000

/** @param total of the database's documents, as its counter has them */
export function createSnapshotBody(
  parts: { readonly position: SequencePosition; readonly total: number; readonly lines: readonly string[] },
  pack: Pack
): SnapshotBody {
  const { position, total, lines } = parts
  const packedBy = new Map<boolean, Promise<Buffer>>()

  function* pieces(hasSequence: boolean): Iterable<string> {
    const head = { ...(hasSequence ? { update_seq: formatSequence(position) } : {}), total_rows: total, offset: 0 }
    yield `${JSON.stringify(head).slice(0, -1)},"rows":[\n`
    for (let at = 0; at < lines.length; at += rowsPerPiece) {
      yield (at === 0 ? '' : ',\n') + lines.slice(at, at + rowsPerPiece).join(',\n')
    }
    yield '\n]}\n'
  }

  return {
    position,
    count: lines.length,
    pieces,
    packed(hasSequence) {
      const known = packedBy.get(hasSequence)
      if (known !== undefined) return known
      const packed = pack(pieces(hasSequence))
      packedBy.set(hasSequence, packed)
      packed.catch(() => packedBy.delete(hasSequence))
      return packed
    }
  }
}
