import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { onTestFinished, vi } from 'vitest'
import type { StoreApi } from 'zustand'
import type { Instant } from '#domain/model/primitives.ts'
import { AppProviders } from '#renderer/app/app-providers.tsx'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createFakeSessionStore, createFakeWorkspaceStore } from '#renderer/dev/fake-stores.ts'
import { en } from '#renderer/i18n/en/index.ts'
import { createI18n } from '#renderer/i18n/i18n.ts'
import type { DeviceAccount, SignInStoreState, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { SignInStoreContext, WorkspaceStoreContext } from '#renderer/store/hooks.ts'
import { FormatProvider } from '#renderer/ui/format/display-zone.tsx'
import type { FormatLocale } from '#renderer/ui/format/formatter.ts'
import { setActEnvironment } from './act-environment.ts'
import { eventually as eventuallyOutsideReact } from '../../support/eventually.ts'

/** 18 November 2026, 12:20 UTC. */
export const testNow = Date.UTC(2026, 10, 18, 12, 20)

export interface RenderOptions {
  readonly role?: 'coach' | 'student'
  readonly account?: DeviceAccount
  readonly workspace?: Partial<WorkspaceStoreState>
  readonly session?: Partial<SignInStoreState>
  /** The path and query that the router starts at. */
  readonly route?: string
  readonly now?: Instant
  readonly locale?: FormatLocale
}

export interface Rendered {
  /** The whole document's body: dialogs and menus included. */
  readonly body: HTMLElement
  readonly workspace: StoreApi<WorkspaceStoreState>
  readonly session: StoreApi<SignInStoreState>
  /** The path and query that is shown now. */
  readonly address: () => string
  /** All text on the page, with runs of white space as one space. */
  readonly text: () => string
}

/** Renders a component with fake stores, the catalogue, the theme and a router; taken down when the test ends. */
export async function renderWithStores(node: ReactNode, options: RenderOptions = {}): Promise<Rendered> {
  const account = options.account ?? (options.role === 'student' ? studentAccount : coachAccount)
  const workspace = createFakeWorkspaceStore(account, () => options.now ?? testNow, options.workspace)
  const session = createFakeSessionStore(account, options.session)
  const router = createMemoryRouter([{ path: '*', element: node }], { initialEntries: [options.route ?? '/'] })
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  await act(async () => {
    root.render(
      <AppProviders i18n={createI18n(en)} env="test">
        <SignInStoreContext value={session}>
          <WorkspaceStoreContext value={workspace}>
            <FormatProvider locale={options.locale ?? { tag: 'en-GB', hourCycle: 'h23' }} ownZone={account.zone}>
              <RouterProvider router={router} />
            </FormatProvider>
          </WorkspaceStoreContext>
        </SignInStoreContext>
      </AppProviders>
    )
  })
  onTestFinished(async () => {
    await act(async () => root.unmount())
    container.remove()
  })
  const address = () => router.state.location.pathname + router.state.location.search
  return { body: document.body, workspace, session, address, text: () => readText(document.body) }
}

/** The button, link, tab or other control with exactly this accessible name (aria-label, else its text). Fails where there is none. */
export function getControl(body: HTMLElement, name: string): HTMLElement {
  const controls = [
    ...body.querySelectorAll<HTMLElement>('button, a, [role="button"], [role="tab"], [role="menuitem"]')
  ]
  const found = controls.find(control => nameOf(control) === name)
  if (found === undefined) throw new Error(`no control named "${name}" among: ${controls.map(nameOf).join(' | ')}`)
  return found
}

/** The input or text area with this label (the asterisk of required ones left out). Fails where there is none. */
export function getField(body: HTMLElement, label: string): HTMLInputElement | HTMLTextAreaElement {
  const labels = [...body.querySelectorAll('label')]
  const found = labels.find(candidate => normalise(candidate.textContent).replace(/ ?\*$/, '') === label)
  const field = found === undefined ? null : body.ownerDocument.getElementById(found.htmlFor)
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field
  throw new Error(`no field labelled "${label}" among: ${labels.map(one => one.textContent).join(' | ')}`)
}

/** Clicks and waits until React has settled. */
export async function click(target: HTMLElement): Promise<void> {
  await act(async () => target.click())
}

/** Waits for the chunks that an act has asked for, and until they are shown. */
export async function settleChunks(): Promise<void> {
  await act(() => vi.dynamicImportSettled())
}

/** Types a whole text into a field, as React sees typing. */
export async function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  await act(async () => {
    // React watches the instance's own `value`; the prototype's setter goes past its memory of the old one.
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

/** Waits until an assertion holds that depends on something loaded meanwhile (a lazy library). */
export async function eventually(assertion: () => void): Promise<void> {
  setActEnvironment(false)
  try {
    await eventuallyOutsideReact(assertion)
  } finally {
    setActEnvironment(true)
  }
}

function nameOf(control: HTMLElement): string {
  return control.getAttribute('aria-label') ?? readText(control, 'style, [aria-hidden="true"]')
}

/** Mantine puts its variables into style elements, whose content nobody reads. */
function readText(element: HTMLElement, leftOut = 'style'): string {
  const copy = element.cloneNode(true) as HTMLElement
  for (const part of copy.querySelectorAll(leftOut)) part.remove()
  return normalise(copy.textContent)
}

/** Intl writes narrow no-break spaces, which no test wants to spell. */
function normalise(text: string | null): string {
  return (text ?? '').replace(/\s+/gu, ' ').trim()
}
