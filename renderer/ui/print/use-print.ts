import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesktop } from '../../desktop/use-desktop.ts'
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
      print: () => void desktop.call('page:print').catch(failed),
      savePdf: () =>
        void desktop.call('page:save-pdf', readName() ?? document.title).then(outcome => {
          if (outcome.kind === 'saved') tell(undefined, t('print.saved', { file: outcome.file }))
          if (outcome.kind === 'failed') notSaved()
        }, notSaved)
    }
  }, [desktop, readName, t])
}

/** A browser offers the window's title as the name of a PDF. */
function printInBrowser(name: string | undefined): void {
  const title = document.title
  document.title = name ?? title
  window.print()
  document.title = title
}
