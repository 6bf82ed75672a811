import { useState } from 'react'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { WrapUpWords } from '#renderer/contract/screens.ts'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import { type FormEditing, useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { toKept, toRecorded, toWrapUpValues, type WrapUpValues } from '../wrap-up-form.ts'

export interface WrapUpEditing extends Pick<FormEditing<'wrap-up'>, 'text' | 'textIn' | 'submit' | 'base'> {
  readonly values: WrapUpValues
  readonly change: (part: Partial<WrapUpValues>) => void
  readonly draft: FormEditing<'wrap-up'>
}

/** The values of a wrap-up, starting from its draft, which follows them. */
export function useWrapUpDraft(call: SessionCopy, takesActions: boolean): WrapUpEditing {
  const draft = useFormDraft('wrap-up', call.id, toRecorded(call, takesActions), wordsOf(call))
  const [isLateCancel, setLateCancel] = useState(false)
  return {
    values: toWrapUpValues(draft.values, isLateCancel),
    change(part) {
      if (part.choice !== undefined) setLateCancel(part.choice === 'late-cancel')
      draft.change(toKept(part))
    },
    draft: {
      ...draft,
      discard() {
        setLateCancel(false)
        draft.discard()
      }
    },
    base: draft.base,
    text: draft.text,
    textIn: draft.textIn,
    submit: draft.submit
  }
}

/** The text of a listed action, or of the new one. */
export function textOfAction({ values: { actions }, text, textIn }: WrapUpEditing, at: number | 'new'): DraftText {
  if (at === 'new') return text('newAction')
  return textIn(actions[at]?.text ?? '', changed => ({
    actions: actions.map((row, index) => (index === at ? { ...row, text: changed } : row))
  }))
}

function wordsOf({ satisfaction, notes, followUps, summary, actions, paid }: SessionCopy): WrapUpWords {
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(actions === undefined ? {} : { actions }),
    ...(paid === undefined ? {} : { paid }),
    ...(satisfaction === undefined ? {} : { satisfaction }),
    ...(notes === undefined ? {} : { notes }),
    ...(followUps === undefined ? {} : { followUps })
  }
}
