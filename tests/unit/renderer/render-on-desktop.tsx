import type { ReactNode } from 'react'
import type { DesktopFacts } from '#electron/contract/desktop-types.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { DesktopContext } from '#renderer/bridge/use-desktop.ts'
import { type FakeAnswers, type FakeDesktop, openFakeShell } from './fake-desktop.ts'
import { type Rendered, type RenderOptions, renderWithStores } from './render-with-stores.tsx'

export interface DesktopRenderOptions extends RenderOptions {
  readonly facts?: Partial<DesktopFacts>
  readonly answers?: FakeAnswers
}

/** Renders as `renderWithStores` does, inside a desktop shell over a fake bridge. */
export async function renderOnDesktop(
  draw: (shell: DesktopShell) => ReactNode,
  { facts, answers, ...options }: DesktopRenderOptions = {}
): Promise<Rendered & FakeDesktop & { readonly shell: DesktopShell }> {
  const fake = await openFakeShell(facts, answers)
  const rendered = await renderWithStores(
    <DesktopContext value={fake.shell}>{draw(fake.shell)}</DesktopContext>,
    options
  )
  return { ...rendered, ...fake }
}
