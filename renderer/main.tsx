/** The composition root of the page: finds out whether a desktop is around it, and starts the edition that fits. */
import type { MantineColorSchemeManager } from '@mantine/core'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import './app/styles.ts'
import { AppErrorBoundary, StartError } from './app/app-error-boundary.tsx'
import { AppProviders, colorSchemeKey } from './app/app-providers.tsx'
import { WebEdition } from './app/web-edition.tsx'
import { findDesktop } from './bridge/find-desktop.ts'
import { startPageFaultLog } from './bridge/page-faults.ts'
import { createI18n } from './i18n/i18n.ts'
import { chooseFormatLocale } from './ui/format/format-locale.ts'
import type { Desktop } from '#electron/contract/ipc-contract.ts'

interface Edition {
  readonly content: ReactNode
  readonly schemeManager?: MantineColorSchemeManager
}

const i18n = createI18n()
const locale = chooseFormatLocale(navigator.languages)
const desktop = findDesktop(window)
const report = desktop === undefined ? undefined : startPageFaultLog(window, desktop)
const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no #root')
// What a boundary catches reaches no listener of the window.
const root = createRoot(container, report === undefined ? {} : { onCaughtError: report, onUncaughtError: report })

function show({ content, ...look }: Edition): void {
  root.render(
    <AppProviders i18n={i18n} {...look}>
      <AppErrorBoundary>{content}</AppErrorBoundary>
    </AppProviders>
  )
}

/** The desktop's parts are a chunk of their own, which a browser never asks for. */
async function startOnDesktop(bridge: Desktop): Promise<Edition> {
  const { DesktopEdition, addAllTexts, createDesktopSchemeManager, openDesktopShell } = await import(
    './app/desktop/index.ts'
  )
  addAllTexts(i18n)
  const shell = await openDesktopShell(bridge, localStorage)
  return {
    content: <DesktopEdition shell={shell} locale={locale} />,
    schemeManager: createDesktopSchemeManager(shell, colorSchemeKey)
  }
}

if (desktop === undefined) show({ content: <WebEdition locale={locale} /> })
else
  startOnDesktop(desktop).then(show, (error: unknown) => {
    report?.(error)
    show({ content: <StartError error={error} /> })
  })
