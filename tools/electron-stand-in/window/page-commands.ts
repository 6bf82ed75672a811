import type { PrintToPDFOptions, WebContentsPrintOptions } from 'electron'
import { StrictEmitter } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'
import type { PageTarget } from './page-target.ts'
import { toPdfParameters } from './pdf.ts'
import { webContentsEvents } from './web-contents-events.ts'

interface Evaluated {
  readonly result: { readonly value?: unknown }
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } }
}

/** How the next print ends; a spec sets it. */
export const printing = { success: true, failureReason: '' }

/** Selects the misspelled word in the field that has the focus, so that the next insertion replaces it. */
const selectWord = (word: string): string => `(() => {
  const field = document.activeElement
  const at = typeof field?.value === 'string' ? field.value.indexOf(${JSON.stringify(word)}) : -1
  if (at >= 0) field.setSelectionRange(at, at + ${word.length})
  return at >= 0
})()`

/** The part of web contents that acts on the page: editing, printing, zoom, scripts. */
export abstract class PageCommands extends StrictEmitter {
  abstract readonly page: PageTarget
  /** The word under the last context menu. */
  misspelledWord = ''
  #zoomLevel = 0

  constructor() {
    super(webContentsEvents)
    this.on('context-menu', (_event, params: { readonly misspelledWord?: string }) => {
      this.misspelledWord = params.misspelledWord ?? ''
    })
  }

  /** Chromium's own editing commands, sent with a key that types nothing. */
  #edit(command: string): void {
    recordRequest('edit', { command })
    void this.#press(command)
  }
  async #press(command: string): Promise<void> {
    const key = { key: 'F24', code: 'F24', windowsVirtualKeyCode: 135 }
    await this.page.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key, commands: [command] }).catch(() => {})
    await this.page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }).catch(() => {})
  }
  cut = (): void => this.#edit('cut')
  copy = (): void => this.#edit('copy')
  paste = (): void => this.#edit('paste')
  pasteAndMatchStyle = (): void => this.#edit('pasteAndMatchStyle')
  delete = (): void => this.#edit('delete')
  undo = (): void => this.#edit('undo')
  redo = (): void => this.#edit('redo')
  selectAll = (): void => this.#edit('selectAll')
  replaceMisspelling(text: string): void {
    recordRequest('replace-misspelling', { word: this.misspelledWord, text })
    void this.#replaceWord(this.misspelledWord, text)
  }
  async #replaceWord(word: string, text: string): Promise<void> {
    if (word !== '' && (await this.executeJavaScript(selectWord(word)))) await this.insertText(text)
  }
  insertText = async (text: string): Promise<void> => {
    await this.page.send('Input.insertText', { text })
  }

  print(options: WebContentsPrintOptions = {}, done?: (success: boolean, failureReason: string) => void): void {
    recordRequest('print', { options })
    const { success, failureReason } = printing
    setImmediate(() => done?.(success, failureReason))
  }
  async printToPDF(options: PrintToPDFOptions = {}): Promise<Buffer> {
    recordRequest('print-to-pdf', { options })
    const { data } = await this.page.send<{ data: string }>('Page.printToPDF', toPdfParameters(options))
    return Buffer.from(data, 'base64')
  }

  /** Runs in the page's own world, as in Electron; rejects with what the code throws. */
  async executeJavaScript(code: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.page.send<Evaluated>('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true
    })
    if (exceptionDetails === undefined) return result.value
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }

  get zoomLevel(): number {
    return this.#zoomLevel
  }
  set zoomLevel(level: number) {
    this.#zoomLevel = level
    const zoom = this.zoomFactor
    this.page.send('Emulation.setPageScaleFactor', { pageScaleFactor: zoom }).catch(() => {})
  }
  get zoomFactor(): number {
    return 1.2 ** this.#zoomLevel
  }
  set zoomFactor(factor: number) {
    this.zoomLevel = Math.log(factor) / Math.log(1.2)
  }
  setZoomLevel(level: number): void {
    this.zoomLevel = level
  }
  getZoomLevel = (): number => this.#zoomLevel
  setZoomFactor(factor: number): void {
    this.zoomFactor = factor
  }
  getZoomFactor = (): number => this.zoomFactor
  setVisualZoomLevelLimits = (): Promise<void> => Promise.resolve()

  forcefullyCrashRenderer(): void {
    this.page.send('Page.crash').catch(() => {})
  }
  openDevTools = (options: object = {}): void => recordRequest('dev-tools', { options })
  closeDevTools(): void {}
  toggleDevTools = (): void => recordRequest('dev-tools')
  isDevToolsOpened = (): boolean => false
  inspectElement = (x: number, y: number): void => recordRequest('inspect-element', { x, y })
  setIgnoreMenuShortcuts(): void {}
  setBackgroundThrottling(): void {}
  setAudioMuted = (isMuted: boolean): void => recordRequest('audio-muted', { isMuted })
  stop(): void {}
  invalidate(): void {}
}
