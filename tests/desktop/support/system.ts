// What the app asks of the operating system, caught before it gets there: on Electron as on the stand-in.
import type { ElectronApplication } from '@playwright/test'

interface MainGlobal {
  asked: Record<string, unknown[]>
}

/** Catches what is opened outside, and lets everything open. */
export const catchOpened = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ shell }) => {
    const main = globalThis as unknown as MainGlobal
    main.asked ??= {}
    const opened: unknown[] = (main.asked['opened'] = [])
    shell.openExternal = url => {
      opened.push(url)
      return Promise.resolve()
    }
    shell.openPath = path => {
      opened.push(path)
      return Promise.resolve('')
    }
  })

/** Catches message boxes, and answers each with the button of that number until told otherwise. */
export const answerQuestions = (app: ElectronApplication, response: number): Promise<void> =>
  app.evaluate(({ dialog }, response) => {
    const main = globalThis as unknown as MainGlobal
    main.asked ??= {}
    const questions: unknown[] = (main.asked['questions'] ??= [])
    dialog.showMessageBox = (...args: unknown[]) => {
      questions.push(args.at(-1))
      return Promise.resolve({ response, checkboxChecked: false })
    }
  }, response)

/** Answers the next save dialogs with a file; undefined: the person cancels. */
export const answerSaving = (app: ElectronApplication, filePath: string | undefined): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    const main = globalThis as unknown as MainGlobal
    main.asked ??= {}
    const saves: unknown[] = (main.asked['saves'] ??= [])
    dialog.showSaveDialog = (...args: unknown[]) => {
      saves.push(args.at(-1))
      return Promise.resolve({ canceled: filePath === undefined, filePath: filePath ?? '' })
    }
  }, filePath)

/** Catches the number on the app's icon, and prints. */
export const catchShown = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ app, BrowserWindow }) => {
    const main = globalThis as unknown as MainGlobal
    main.asked ??= {}
    const shown: unknown[] = (main.asked['shown'] = [])
    app.setBadgeCount = count => {
      shown.push(`badge ${count}`)
      return true
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.print = () => void shown.push('print')
  })

/** What was caught of a kind so far, oldest first. */
export const caught = <T = string>(
  app: ElectronApplication,
  kind: 'opened' | 'questions' | 'saves' | 'shown'
): Promise<readonly T[]> =>
  app.evaluate((_electron, kind) => (globalThis as unknown as MainGlobal).asked[kind] ?? [], kind) as Promise<
    readonly T[]
  >

/** A message box as it was asked for. */
export interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}
