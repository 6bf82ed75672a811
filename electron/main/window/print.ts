import path from 'node:path'
import { type BrowserWindow, dialog, type WebContents } from 'electron'
import type { PdfOutcome } from '#electron/contract/desktop-types.ts'
import { writeBytes } from '../files/write-file.ts'
import type { Log } from '../log/log.ts'
import { words } from '../words.ts'
import { toFileName } from './to-file-name.ts'

/** Opens the system's print dialog; a person who cancels it is no failure. */
export function printPage(contents: WebContents, log: Log): void {
  contents.print({ printBackground: true }, (isPrinted, failureReason) => {
    const isCancelled = failureReason === 'Print job canceled'
    if (!isPrinted && !isCancelled) log.warn('not-printed')
  })
}

interface PdfRequest {
  readonly window: BrowserWindow
  /** By the page, without an ending. */
  readonly suggestedName: string
  readonly folder: string
  readonly log: Log
}

/** Asks where to, and writes the page as it prints: its own style sheet chooses paper and direction. */
export async function savePageAsPdf({ window, suggestedName, folder, log }: PdfRequest): Promise<PdfOutcome> {
  const name = toFileName(suggestedName) ?? words.pdf.fallbackName
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words.pdf.title,
    defaultPath: path.join(folder, `${name}.pdf`),
    filters: [{ name: words.pdf.kind, extensions: ['pdf'] }]
  })
  if (canceled || filePath === '') return { kind: 'cancelled' }
  try {
    const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
    await writeBytes(filePath, new Uint8Array(pdf))
    return { kind: 'saved', file: filePath }
  } catch (error) {
    // A full disk, a folder without permission: the page says that nothing was saved.
    log.error('pdf-not-saved', error)
    return { kind: 'failed' }
  }
}
