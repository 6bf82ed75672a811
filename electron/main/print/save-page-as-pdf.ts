import path from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import type { PdfOutcome } from '../../contract/desktop-types.ts'
import { writeBytes } from '../files/write-file.ts'
import { words } from '../words.ts'
import { toFileName } from './to-file-name.ts'

export interface PdfRequest {
  readonly window: BrowserWindow
  /** By the page, without an ending. */
  readonly suggestedName: string
  readonly folder: string
}

/** Asks where to, and writes the page as it prints: its own style sheet chooses paper and direction. */
export async function savePageAsPdf({ window, suggestedName, folder }: PdfRequest): Promise<PdfOutcome> {
  const name = toFileName(suggestedName) ?? words.pdf.fallbackName
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words.pdf.title,
    defaultPath: path.join(folder, `${name}.pdf`),
    filters: [{ name: words.pdf.kind, extensions: ['pdf'] }]
  })
  if (canceled || filePath === '') return { kind: 'cancelled' }
  const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
  try {
    await writeBytes(filePath, new Uint8Array(pdf))
    return { kind: 'saved', file: filePath }
  } catch {
    // A full disk, a folder without permission: the page says that nothing was saved.
    return { kind: 'failed' }
  }
}
