import { mkdirSync } from 'node:fs'
import { app, becomeReady } from './app/app.ts'
import { switches } from './app/command-line.ts'
import { startChromium } from './chromium/chromium.ts'
import { schemes } from './core/addresses.ts'
import { life } from './core/life.ts'
import { startOptions } from './core/start-options.ts'
import { startProtocolServer } from './protocol/protocol-server.ts'
import { chromiumProfile } from './session/session.ts'
import { watchTargets } from './window/target-arrivals.ts'

/** Starts Chromium with what the app asked for, and announces `ready`. */
export const start = async (): Promise<void> => {
  const port = await startProtocolServer()
  mkdirSync(chromiumProfile(), { recursive: true })
  const debugPort = startOptions.switches.get('remote-debugging-port')
  const chromium = startChromium({
    profile: chromiumProfile(),
    debugPort,
    switches,
    hostRules: [...schemes].map(scheme => `MAP *.${scheme}.localhost:80 127.0.0.1:${port}`),
    isHeaded: process.env['SIM_HEADED'] !== undefined
  })
  chromium.cdp.events.once('closed', () => {
    if (life.isExiting) return
    console.error('electron stand-in: Chromium died')
    process.exit(1)
  })
  await watchTargets()
  const { product } = await chromium.cdp.send<{ product: string }>('Browser.getVersion')
  Object.defineProperty(process.versions, 'chrome', { value: product.split('/')[1], configurable: true })
  // Playwright waits for this line.
  if (debugPort !== undefined) process.stderr.write(`\nDevTools listening on ${await chromium.devtools}\n`)
  if (!life.isExiting) becomeReady()
}

/** A smoke run (SIM_EXIT_ON_LOAD=1) says what the first window shows, and ends. */
export const exitOnLoad = (): void => {
  app.once('web-contents-created', (_event, contents: SmokeContents) => {
    contents.on('did-finish-load', () => void say(contents))
  })
}

interface SmokeContents {
  getURL(): string
  executeJavaScript(code: string): Promise<unknown>
  on(event: 'did-finish-load', listener: () => void): unknown
}

const say = async (contents: SmokeContents): Promise<void> => {
  console.log(`SIM loaded ${contents.getURL()}: ${String(await contents.executeJavaScript('document.title'))}`)
  app.quit()
}
