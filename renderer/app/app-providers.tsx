import { type MantineColorSchemeManager, MantineProvider, localStorageColorSchemeManager } from '@mantine/core'
import type { i18n } from 'i18next'
import { type ReactNode, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { cssVariablesResolver, theme } from './theme.ts'
import { ToastFrame } from './toast-frame.tsx'

/** Under this key the person's choice of light, dark or automatic survives a restart; public/early.js reads it too. */
export const colorSchemeKey = 'coachdesk:color-scheme'

/** Look and language around everything. */
export function AppProviders(props: {
  readonly i18n: i18n
  readonly children: ReactNode
  /** Overrules the person's choice: for galleries and tests. */
  readonly colorScheme?: 'light' | 'dark' | undefined
  /** Where the choice is kept; this browser's storage unless told. */
  readonly schemeManager?: MantineColorSchemeManager
  readonly env?: 'default' | 'test'
}) {
  const { colorScheme, env = 'default' } = props
  const [schemeManager] = useState(() => props.schemeManager ?? localStorageColorSchemeManager({ key: colorSchemeKey }))
  return (
    <I18nextProvider i18n={props.i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={schemeManager}
        defaultColorScheme="auto"
        env={env}
        {...(colorScheme === undefined ? {} : { forceColorScheme: colorScheme })}
      >
        <ToastFrame />
        {props.children}
      </MantineProvider>
    </I18nextProvider>
  )
}
