import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesktop } from '#renderer/bridge/use-desktop.ts'
import { useReadPrintName } from './print-name.tsx'

interface Print {
  /** Opens the system's dialog for printing. */
  readonly print: () => void
  /** Asks where to put the page as a PDF. Undefined in a browser, whose dialog for printing does that too. */
  readonly savePdf: (() => void) | undefined
}

/** The ways of the page that is shown to paper. */
export function usePrint(): Print {
  const { t } = useTranslation('desktop')
  const desktop = useDesktop()?.desktop
  const readName = useReadPrintName()
  return useMemo(() => {
    const tell = (color: string | undefined, message: string) =>
      notifications.show({ message, ...(color === undefined ? {} : { color }) })
    const failed = () => tell('red', t('print.failed'))
    const notSaved = () => tell('red', t('print.notSaved'))
    if (desktop === undefined) return { print: () => printInBrowser(readName()), savePdf: undefined }
    return {
      print: () => void underName(readName(), () => desktop.call('page:print')).catch(failed),
      savePdf: () => {
        const name = readName()
        void underName(name, () => desktop.call('page:save-pdf', name ?? document.title)).then(outcome => {
          if (outcome.kind === 'saved') tell(undefined, t('print.saved', { file: outcome.file }))
          if (outcome.kind === 'failed') notSaved()
        }, notSaved)
      }
    }
  }, [desktop, readName, t])
}

/** The window's title is what a PDF says of itself, and what the system's list of prints shows. */
async function underName<T>(name: string | undefined, run: () => Promise<T>): Promise<T> {
  const giveBack = nameWindow(name)
  try {
    return await run()
  } finally {
    giveBack()
  }
}

/** A browser offers the window's title as the name of a PDF. */
function printInBrowser(name: string | undefined): void {
  const giveBack = nameWindow(name)
  window.print()
  giveBack()
}

/** Gives the window another title until the way back is called. One that it was given meanwhile stays. */
function nameWindow(name: string | undefined): () => void {
  const before = document.title
  if (name === undefined) return () => undefined
  document.title = name
  return () => {
    if (document.title === name) document.title = before
  }
}
