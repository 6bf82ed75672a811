import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from './project.ts'
import type { RunningWork } from './start-local-server.ts'

export interface DesktopProcess {
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Starts the desktop application; `ended` when the person quits it, `stop` quits it. */
export const runDesktopApp = ({ program, args, env }: DesktopProcess): Required<RunningWork> => {
  const child = spawn(program, args, { cwd: projectRoot, env: { ...process.env, ...env }, stdio: 'inherit' })
  let isStopping = false
  const exited = once(child, 'exit').then(([code]: unknown[]) => {
    if (typeof code === 'number' && code !== 0 && !isStopping) {
      console.error(`The desktop application ended with code ${code}. "npm start -- --web" opens it in a browser.`)
      process.exitCode = 1
    }
  })
  return {
    ended: exited,
    async stop() {
      isStopping = true
      // After Ctrl+C the terminal has told it already, and it is writing down what is unsaved.
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await exited
    }
  }
}

/** Whether a window could be seen: on Linux somebody has to serve a screen. */
export const hasScreen = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean =>
  platform !== 'linux' ||
  [env['DISPLAY'], env['WAYLAND_DISPLAY'], env['ELECTRON_EXEC_PATH']].some(value => value !== undefined && value !== '')
