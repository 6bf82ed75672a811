import { strict } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'

interface DialogOptions {
  readonly defaultId?: number
  readonly cancelId?: number
}

/** How the person answers the next dialogs of each kind, in order; without an answer they cancel or take the default. */
export const dialogAnswers: Record<'open' | 'save' | 'message', object[]> = { open: [], save: [], message: [] }

/** The options come last, after the window that owns the dialog. */
const ask =
  (kind: keyof typeof dialogAnswers, unanswered: (options: DialogOptions) => object) =>
  (...args: readonly unknown[]): Promise<object> => {
    const options = args.at(-1) as DialogOptions
    recordRequest(`${kind}-dialog`, { options })
    return Promise.resolve({ ...unanswered(options), ...dialogAnswers[kind].shift() })
  }

export const dialog = strict('dialog', {
  showOpenDialog: ask('open', () => ({ canceled: true, filePaths: [] })),
  showSaveDialog: ask('save', () => ({ canceled: true, filePath: '' })),
  showMessageBox: ask('message', ({ defaultId = 0 }) => ({ response: defaultId, checkboxChecked: false })),
  showErrorBox: (title: string, content: string) => recordRequest('error-box', { title, content })
})
