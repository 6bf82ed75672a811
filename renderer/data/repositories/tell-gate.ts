/** After the first of a stream; each following pause is twice as long, as there is more to be drawn again. */
const firstPauseMs = 500
/** A stream that was silent for so long has ended. */
const endMs = 5_000

/** Lets the screens hear of a stream of changes once a frame at most, and seldom enough that drawing does not hold up storing. */
export interface TellGate {
  /** @returns whether `tell` is called later; false where nothing is drawn, so that nobody is spared anything by waiting */
  ask(): boolean
  cancel(): void
}

export function createTellGate(tell: () => void): TellGate {
  let frame: number | undefined
  let pauseMs = firstPauseMs
  let toldAt = Number.NEGATIVE_INFINITY

  function look(time: number): void {
    const isNew = time - toldAt > endMs
    if (!isNew && time < toldAt + pauseMs) {
      frame = requestAnimationFrame(look)
      return
    }
    pauseMs = isNew ? firstPauseMs : pauseMs * 2
    toldAt = time
    frame = undefined
    tell()
  }

  return {
    ask() {
      if (typeof requestAnimationFrame !== 'function') return false
      frame ??= requestAnimationFrame(look)
      return true
    },
    cancel() {
      if (frame !== undefined) cancelAnimationFrame(frame)
      frame = undefined
    }
  }
}
