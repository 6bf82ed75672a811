/** RxDB's schema of a stamp: two decimals, and nothing below 1. */
const stepsPerMs = 100

/**
 * The stamp of a write (RxDB's `_meta.lwt`): the device's time, or the next number where that time is not above every stamp before.
 * A device's clock may be set back at any time; what was stamped before must never count as newer.
 * @param now this device's clock, epoch ms
 */
export function nextStamp(now: number, largest: number): number {
  const after = (Math.round(largest * stepsPerMs) + 1) / stepsPerMs
  return Math.max(Math.round(now * stepsPerMs) / stepsPerMs, after, 1)
}

/** What a storage instance keeps of a document, as far as stamps matter. */
interface Stamped {
  readonly _meta: { lwt: number }
}

/** Gives each document that `isDue` picks one and the same stamp, in place: RxDB goes on with the documents that it handed over. */
export function stampRows(
  rows: readonly { readonly document: Stamped }[],
  stamp: number,
  isDue: (lwt: number) => boolean = () => true
): void {
  for (const { document } of rows) if (isDue(document._meta.lwt)) document._meta.lwt = stamp
}
