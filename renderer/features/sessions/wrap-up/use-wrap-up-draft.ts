import { useEffect, useRef, useState } from 'react'
import type { Call } from '#domain/model/call.ts'
import type { Refusal, WrapUpDraft, WrapUpWords } from '../../../store/contract.ts'
import { useWorkspace } from '../../../store/hooks.ts'
import { isSameValues, toDraft, toWrapUpValues, type WrapUpValues } from '../wrap-up-form.ts'

/** Typing pauses of this length are saved, ms. */
const draftDelayMs = 500

export interface WrapUpEditing {
  readonly values: WrapUpValues
  /** Changes some of the values; the draft follows by itself. */
  readonly change: (part: Partial<WrapUpValues>) => void
  /** What was recorded when the typing began; undefined where a draft of an earlier version does not say. */
  readonly base: WrapUpWords | undefined
  /** What is kept on this device; undefined where that is what was recorded before. */
  readonly draft: WrapUpDraft | undefined
  /** Whether something was typed that the draft does not hold yet. */
  readonly isKeeping: boolean
  /** Why the last draft was not kept. */
  readonly draftRefusal: Refusal | undefined
  /** Back to what was recorded before. */
  readonly discard: () => void
  /** Saves what is not kept yet; call it when the dialog closes. */
  readonly keep: () => Promise<void>
  /** Stops saving drafts and removes the one there is: everything is recorded. */
  readonly finish: () => Promise<void>
}

/** The values of a wrap-up, starting from its draft, and the draft kept up with them. */
export function useWrapUpDraft(call: Call): WrapUpEditing {
  const saveDraft = useWorkspace(state => state.saveDraft)
  const discardDraft = useWorkspace(state => state.discardDraft)
  const draft = useWorkspace(state => state.drafts.find(candidate => candidate.bookingId === call.id))
  const [recorded] = useState(() => toWrapUpValues(call, undefined))
  const [recordedWords] = useState(() => wordsOf(call))
  const [base, setBase] = useState(() => (draft === undefined ? wordsOf(call) : draft.base))
  const [values, setValues] = useState(() => toWrapUpValues(call, draft))
  const [draftRefusal, setDraftRefusal] = useState<Refusal>()
  const unsaved = useRef<WrapUpValues>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Drafts are written one after another, so that an older one never lands last.
  const writing = useRef<Promise<void>>(Promise.resolve())

  function keep(): Promise<void> {
    clearTimeout(timer.current)
    const next = unsaved.current
    unsaved.current = undefined
    if (next !== undefined) writing.current = writing.current.then(() => write(next))
    return writing.current
  }

  async function write(next: WrapUpValues) {
    if (isSameValues(next, recorded)) {
      await discardDraft(call.id)
      return
    }
    const outcome = await saveDraft(toDraft(call.id, next, base))
    setDraftRefusal(outcome.ok ? undefined : outcome.refusal)
  }

  function change(part: Partial<WrapUpValues>) {
    const next = { ...(unsaved.current ?? values), ...part }
    setValues(next)
    unsaved.current = next
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void keep(), draftDelayMs)
  }

  async function finish() {
    clearTimeout(timer.current)
    unsaved.current = undefined
    await writing.current
    await discardDraft(call.id)
  }

  const keepRef = useRef(keep)
  useEffect(() => {
    keepRef.current = keep
  })
  // Leaving the page, or the window going to the background, must not cost the last half second.
  useEffect(() => {
    const keepNow = () => void keepRef.current()
    window.addEventListener('pagehide', keepNow)
    return () => {
      window.removeEventListener('pagehide', keepNow)
      keepNow()
    }
  }, [])

  const kept = draft === undefined ? recorded : toWrapUpValues(call, draft)
  // A late cancellation is no outcome and is not part of a draft.
  const isKeeping = !isSameValues({ ...kept, choice: undefined }, { ...values, choice: undefined })

  function discard() {
    setValues(recorded)
    setBase(recordedWords)
    setDraftRefusal(undefined)
    void finish()
  }

  return { values, change, base, draft, isKeeping, draftRefusal, discard, keep, finish }
}

function wordsOf({ satisfaction, notes, followUps }: Call): WrapUpWords {
  return {
    ...(satisfaction === undefined ? {} : { satisfaction }),
    ...(notes === undefined ? {} : { notes }),
    ...(followUps === undefined ? {} : { followUps })
  }
}
