import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { DefaultServerContext, IsPageBoundContext } from '#renderer/features/sign-in/server-address.ts'
import { SignInPage } from '#renderer/features/sign-in/sign-in-page.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import type { DeviceAccount, Outcome, Refusal } from '#renderer/contract/screens.ts'
import { click, eventually, getControl, getField, renderWithStores, type } from '../../render-with-stores.tsx'

const done: Outcome = { ok: true, value: undefined }

async function renderSignIn(answer: Outcome = done, accounts: readonly DeviceAccount[] = [], isPageBound = false) {
  const signIn = vi.fn(() => Promise.resolve(answer))
  const switchTo = vi.fn(() => Promise.resolve<Outcome>({ ok: false, refusal: 'needs-sign-in' }))
  const page = (
    <DefaultServerContext value="https://desk.example.org">
      <IsPageBoundContext value={isPageBound}>
        <SignInPage accounts={accounts} />
      </IsPageBoundContext>
    </DefaultServerContext>
  )
  const rendered = await renderWithStores(page, {
    session: { session: { kind: 'signed-out', accounts }, signIn, switchTo }
  })
  return { ...rendered, signIn, switchTo }
}

async function fillIn(body: HTMLElement) {
  await type(getField(body, 'Name'), 'anna')
  await type(getField(body, 'Password'), 'correct horse')
}

async function submit(body: HTMLElement) {
  await act(async () => body.querySelector('form')?.requestSubmit())
}

/** The sentence that a field points to with aria-describedby. */
function errorOf(body: HTMLElement, label: string): string {
  const field = getField(body, label)
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ')
  return ids.map(id => (id === '' ? '' : (body.ownerDocument.getElementById(id)?.textContent ?? ''))).join('')
}

test('empty fields are named before anything is sent', async () => {
  const { body, signIn } = await renderSignIn()
  await type(getField(body, 'Server address'), 'not an address')
  await submit(body)
  expect(errorOf(body, 'Server address')).toContain('It looks like https://')
  expect(errorOf(body, 'Name')).toBe('Enter the name or e-mail address you sign in with.')
  expect(errorOf(body, 'Password')).toBe('Enter your password.')
  expect(signIn).not.toHaveBeenCalled()
})

test('the page’s own server is offered, and a bare host means https', async () => {
  const { body, signIn } = await renderSignIn()
  expect(getField(body, 'Server address').value).toBe('https://desk.example.org')
  await type(getField(body, 'Server address'), 'other.example.org/app')
  await fillIn(body)
  await submit(body)
  expect(signIn).toHaveBeenCalledWith({
    serverUrl: 'https://other.example.org',
    name: 'anna',
    password: 'correct horse'
  })
})

test('a page that may reach its own server only says where the other one is', async () => {
  const { body, signIn } = await renderSignIn(done, [], true)
  await type(getField(body, 'Server address'), 'other.example.org')
  await fillIn(body)
  await submit(body)
  expect(errorOf(body, 'Server address')).toContain('open https://other.example.org/app/ in the browser')
  expect(signIn).not.toHaveBeenCalled()
  await type(getField(body, 'Server address'), 'desk.example.org')
  await submit(body)
  expect(signIn).toHaveBeenCalledTimes(1)
})

test.each<[Refusal, string]>([
  ['wrong-password', 'Password'],
  ['unreachable', 'Server address'],
  ['not-a-server', 'Server address'],
  ['certificate', 'Server address'],
  ['unknown-here', 'Name']
])('%s is explained beside %s, which takes the focus', async (refusal, label) => {
  const { body } = await renderSignIn({ ok: false, refusal })
  await fillIn(body)
  await submit(body)
  expect(errorOf(body, label)).toBe(refusals[refusal])
  expect(body.ownerDocument.activeElement).toBe(getField(body, label))
  await type(getField(body, label), 'something else')
  expect(errorOf(body, label)).toBe('')
})

test.each<Refusal>(['too-many-attempts', 'account-disabled', 'server-failed', 'wrong-role', 'storage-failed'])(
  '%s concerns the whole form and is read out',
  async refusal => {
    const { body } = await renderSignIn({ ok: false, refusal })
    await fillIn(body)
    await submit(body)
    expect(body.querySelector('[role="alert"]')?.textContent).toBe(refusals[refusal])
  }
)

test('an account of this device that was signed out asks for its password alone', async () => {
  const { body, switchTo, text } = await renderSignIn(done, [coachAccount, studentAccount])
  expect(text()).toContain('Maya ChenStudent · desk.example.org')
  await click(getControl(body, 'Maya ChenStudent · desk.example.org'))
  expect(switchTo).toHaveBeenCalledWith(studentAccount.key)
  expect(getField(body, 'Name').value).toBe('maya')
  expect(body.ownerDocument.activeElement).toBe(getField(body, 'Password'))
  expect(text()).toContain('Enter the password to open Maya Chen’s account.')
})

test('of a demo one click signs in as one of its people; a refusal is said, and the form stays', async () => {
  const demo = {
    password: 'open to all',
    people: [
      { name: 'mara', displayName: 'Mara Lindqvist', role: 'coach' as const },
      { name: 'jonas', displayName: 'Jonas Weidner', role: 'student' as const }
    ]
  }
  const findDemo = vi.fn(() => Promise.resolve(demo))
  const signIn = vi.fn(() => Promise.resolve<Outcome>({ ok: false, refusal: 'unreachable' }))
  const { body } = await renderWithStores(
    <DefaultServerContext value="https://desk.example.org">
      <SignInPage accounts={[]} />
    </DefaultServerContext>,
    { session: { session: { kind: 'signed-out', accounts: [] }, signIn, findDemo } }
  )
  await eventually(() => expect(body.textContent).toContain('This is a demo'))
  expect(findDemo).toHaveBeenCalledExactlyOnceWith('https://desk.example.org')
  await click(getControl(body, 'Jonas WeidnerStudent'))
  expect(signIn).toHaveBeenCalledExactlyOnceWith({
    serverUrl: 'https://desk.example.org',
    name: 'jonas',
    password: 'open to all'
  })
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(refusals.unreachable)
  expect(getField(body, 'Name').value).toBe('')
})

test('a server that is no demo offers nobody', async () => {
  const { body } = await renderSignIn()
  expect(body.textContent).not.toContain('demo')
})
