import { getElectron, noElectronLine } from './get-electron.ts'
import { hasScreen } from './run-desktop-app.ts'

/** What is opened, and, for the page, the one line that says why not the other. */
export type Edition =
  | { readonly kind: 'desktop'; readonly program: string }
  | { readonly kind: 'web'; readonly reason: string }

/** The desktop application where it can run here; `--web` asks for the page. */
export const chooseEdition = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Edition> => {
  if (args.includes('--web')) return { kind: 'web', reason: 'Opened as a web page, as asked.' }
  const program = await getElectron(env)
  if (program === undefined) return { kind: 'web', reason: `${noElectronLine}: use the page in a browser.` }
  if (hasScreen(process.platform, env)) return { kind: 'desktop', program }
  return { kind: 'web', reason: 'There is no screen for the desktop app: use the page in a browser.' }
}
