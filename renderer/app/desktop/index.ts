/** What the page loads where a desktop is around it. */
export { addAllTexts } from '#renderer/i18n/all-texts.ts'
export { createDesktopSchemeManager } from './colour-scheme.ts'
export { DesktopEdition } from './desktop-edition.tsx'
export { openDesktopShell } from '#renderer/bridge/desktop-shell.ts'
