import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** How long it says that the text was copied, ms. */
const shownMs = 1_500

/** Puts a text on the clipboard; rejects where that is not allowed. */
export type WriteClipboard = (text: string) => Promise<void>

/** There is no clipboard on pages that were not sent securely. */
const writeAsPage: WriteClipboard = async text => navigator.clipboard.writeText(text)

/** The browser's own means, unless the shell has better ones. */
export const ClipboardContext = createContext<WriteClipboard>(writeAsPage)

interface CopyState {
  readonly copied: boolean
  readonly copy: () => void
}

interface CopyButtonProps {
  readonly value: string
  readonly children: (state: CopyState) => ReactNode
}

/** A button that copies; `copied` for a moment once the text is on the clipboard. */
export function CopyButton({ value, children }: CopyButtonProps) {
  const write = useContext(ClipboardContext)
  const [copiedAt, setCopiedAt] = useState<number>()
  useEffect(() => {
    if (copiedAt === undefined) return undefined
    const timer = setTimeout(() => setCopiedAt(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [copiedAt])
  const copy = (): void => {
    write(value).then(
      () => setCopiedAt(performance.now()),
      () => setCopiedAt(undefined)
    )
  }
  return children({ copied: copiedAt !== undefined, copy })
}
