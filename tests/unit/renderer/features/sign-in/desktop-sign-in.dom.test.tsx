import { act } from 'react'
import { expect, test, vi } from 'vitest'
import type { ServerCheck } from '#electron/contract/desktop-types.ts'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { KeyStorePage } from '#renderer/features/sign-in/desktop/key-store-page.tsx'
import { ServerChoice } from '#renderer/features/sign-in/desktop/server-choice.tsx'
import { SignInForm } from '#renderer/features/sign-in/sign-in-form.tsx'
import { desktop as words } from '#renderer/i18n/en/desktop.ts'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import { settings } from '#renderer/i18n/en/settings.ts'
import { signIn as signInWords } from '#renderer/i18n/en/sign-in.ts'
import type { DeviceAccount, Outcome, SignInStoreState } from '#renderer/contract/screens.ts'
import { renderOnDesktop } from '../../render-on-desktop.tsx'
import { click, eventually, getControl, getField, type } from '../../render-with-stores.tsx'

const done = { ok: true, value: undefined } as const
const form = (account?: typeof coachAccount) => () => <SignInForm account={account} onDone={() => undefined} />

async function submit(body: HTMLElement) {
  await act(async () => body.querySelector('form')?.requestSubmit())
}

function choiceWith(check: ServerCheck, onChosen = vi.fn(), reload = vi.fn()) {
  return renderOnDesktop(shell => <ServerChoice shell={shell} onChosen={onChosen} reload={reload} />, {
    answers: { 'servers:check': () => check }
  })
}

test.each([
  ['invalid-address', undefined],
  ['unreachable', 'ERR_NAME_NOT_RESOLVED'],
  ['not-a-server', 'no JSON'],
  ['certificate', 'ERR_CERT_DATE_INVALID']
] as const)('%s has its sentence beside the field, and its code for the curious', async (problem, detail) => {
  const { body, text } = await choiceWith({ kind: 'failed', problem, ...(detail === undefined ? {} : { detail }) })
  await type(getField(body, 'Server address'), 'desk.example.org')
  await submit(body)
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.server.problem[problem])
  expect(body.ownerDocument.activeElement).toBe(getField(body, 'Server address'))
  if (detail !== undefined) expect(text()).toContain(detail)
  await type(getField(body, 'Server address'), 'other')
  expect(body.querySelector('[role="alert"]')).toBeNull()
})

test('an address without encryption is told from a wrong one', async () => {
  const { body } = await choiceWith({ kind: 'failed', problem: 'invalid-address', detail: 'plain-http' })
  await type(getField(body, 'Server address'), 'http://desk.example.org')
  await submit(body)
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.server.problem['plain-http'])
})

test('a server that fails is told from one that is not ours', async () => {
  const { body, text } = await choiceWith({ kind: 'failed', problem: 'unreachable', detail: 'http-503' })
  await type(getField(body, 'Server address'), 'desk.example.org')
  await submit(body)
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.server.problem['not-ready'])
  expect(text()).toContain('http-503')
})

test('an empty address is asked for, and nobody else is', async () => {
  const { body, callsOn } = await choiceWith({ kind: 'failed', problem: 'invalid-address' })
  await type(getField(body, 'Server address'), '  ')
  await submit(body)
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.server.missing)
  expect(body.ownerDocument.activeElement).toBe(getField(body, 'Server address'))
  expect(callsOn('servers:check')).toEqual([])
})

test('a server that the policy does not name yet loads the page again, one that it names does not', async () => {
  const serverUrl = 'https://desk.example.org'
  const onChosen = vi.fn()
  const reload = vi.fn()
  const first = await choiceWith({ kind: 'ok', serverUrl, reload: true }, onChosen, reload)
  await type(getField(first.body, 'Server address'), 'desk.example.org')
  await submit(first.body)
  expect(reload).toHaveBeenCalledTimes(1)
  expect(onChosen).not.toHaveBeenCalled()
  first.body.replaceChildren()
  const second = await choiceWith({ kind: 'ok', serverUrl, reload: false }, onChosen, reload)
  await type(getField(second.body, 'Server address'), 'desk.example.org')
  await submit(second.body)
  expect(onChosen).toHaveBeenCalledWith(serverUrl)
  expect(reload).toHaveBeenCalledTimes(1)
})

test('without any server the address is asked for first', async () => {
  const { text } = await renderOnDesktop(form(), { facts: { servers: [] } })
  expect(text()).toContain('Which server?')
  expect(text()).not.toContain('Password')
})

test('the newest server is offered, another one is a step away', async () => {
  const signIn = vi.fn(() => Promise.resolve(done))
  const { body, text } = await renderOnDesktop(form(), {
    session: { signIn },
    facts: { servers: ['https://new.example.org', 'https://old.example.org'] },
    answers: { 'servers:check': () => ({ kind: 'ok', serverUrl: 'https://three.example.org', reload: false }) }
  })
  expect(text()).toContain('new.example.org')
  await click(getControl(body, 'Use another server'))
  await click(getControl(body, 'Back'))
  await click(getControl(body, 'Use another server'))
  await type(getField(body, 'Server address'), 'three.example.org')
  await submit(body)
  await type(getField(body, 'Name'), 'anna')
  await type(getField(body, 'Password'), 'correct horse')
  await submit(body)
  expect(signIn).toHaveBeenCalledWith({
    serverUrl: 'https://three.example.org',
    name: 'anna',
    password: 'correct horse'
  })
})

const there = 'https://new.example.org'

/** Signed out, on a computer that knows another server and has been told of this one. */
function offerAt(session: Partial<SignInStoreState>, account?: DeviceAccount) {
  const signIn = vi.fn(() => Promise.resolve(done))
  const rendered = renderOnDesktop(form(account), {
    session: { session: { kind: 'signed-out', accounts: [coachAccount, studentAccount] }, signIn, ...session },
    facts: { servers: [there, coachAccount.serverUrl] },
    answers: { 'servers:check': () => ({ kind: 'ok', serverUrl: there, reload: false }) }
  })
  return { rendered, signIn }
}

test('NA1 signed out, an account goes on at a new address: proven first, then confirmed, then its password', async () => {
  const checkAddress = vi.fn(() => Promise.resolve<Outcome<string>>({ ok: true, value: there }))
  const moveToAddress = vi.fn(() => Promise.resolve<Outcome>(done))
  const { rendered, signIn } = offerAt({ checkAddress, moveToAddress })
  const { body, text } = await rendered
  expect(text()).toContain(settings.server.addressHint)
  expect(text()).not.toContain('Password')
  await click(getControl(body, 'Yes, go on as Anna Berg of desk.example.org'))
  await eventually(() => expect(text()).toContain('has proven that it is the one that you know'))
  expect(checkAddress).toHaveBeenCalledWith(there, coachAccount.key)
  expect(moveToAddress).not.toHaveBeenCalled()
  await click(getControl(body, settings.server.move))
  await eventually(() => expect(getField(body, 'Name').value).toBe('anna'))
  expect(moveToAddress).toHaveBeenCalledWith(there, coachAccount.key)
  expect(signIn).not.toHaveBeenCalled()
  await type(getField(body, 'Password'), 'correct horse')
  await submit(body)
  expect(signIn).toHaveBeenCalledWith({ serverUrl: there, name: 'anna', password: 'correct horse' })
})

test('NA2 where the server proves nothing the person reads so, and can still sign in there as somebody new', async () => {
  const moveToAddress = vi.fn(() => Promise.resolve<Outcome>(done))
  const checkAddress = () => Promise.resolve<Outcome<string>>({ ok: false, refusal: 'another-server' })
  const { rendered, signIn } = offerAt({ checkAddress, moveToAddress })
  const { body, text } = await rendered
  await click(getControl(body, 'Yes, go on as Maya Chen of desk.example.org'))
  await eventually(() => expect(text()).toContain(refusals['another-server']))
  await click(getControl(body, signInWords.newAddress.skip))
  expect(getField(body, 'Name').value).toBe('')
  expect(text()).toContain('new.example.org')
  expect(moveToAddress).not.toHaveBeenCalled()
  expect(signIn).not.toHaveBeenCalled()
})

test('NA1 who signs in again and names another server is offered to go on there with that account alone', async () => {
  const { rendered } = offerAt({}, studentAccount)
  const { body, text } = await rendered
  expect(text()).not.toContain(settings.server.addressHint)
  await click(getControl(body, 'Use another server'))
  await type(getField(body, 'Server address'), 'new.example.org')
  await submit(body)
  expect(text()).toContain(settings.server.addressHint)
  expect(text()).toContain('Maya Chen')
  expect(text()).not.toContain('Anna Berg')
})

test('an account of a server that this computer has forgotten looks for it first', async () => {
  const { body, text } = await renderOnDesktop(form(coachAccount), { facts: { servers: [] } })
  expect(text()).toContain('Which server?')
  expect(getField(body, 'Server address').value).toBe(coachAccount.serverUrl)
})

test('a server that is out of reach is said beside it, and the way to another takes the focus', async () => {
  const { body } = await renderOnDesktop(form(), {
    session: { signIn: () => Promise.resolve({ ok: false, refusal: 'unreachable' }) }
  })
  await type(getField(body, 'Name'), 'anna')
  await type(getField(body, 'Password'), 'correct horse')
  await submit(body)
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(refusals.unreachable)
  expect(body.ownerDocument.activeElement).toBe(getControl(body, 'Use another server'))
})

test('where the system has no key store nothing is chosen for the person', async () => {
  const { body, text, callsOn, shell } = await renderOnDesktop(given => <KeyStorePage shell={given} />, {
    facts: { keyStore: { kind: 'undecided' } }
  })
  expect(text()).toContain('Whoever can read this computer’s files can also read your sign-in')
  expect(text()).toContain('Changes that have not reached the server by then are lost')
  expect(text()).toContain('GNOME Keyring')
  expect(callsOn('key-store:choose')).toEqual([])
  await click(getControl(body, 'Leave nothing behind'))
  expect(callsOn('key-store:choose')).toEqual([['memory']])
  expect(shell.facts.getState().keyStore).toEqual({ kind: 'memory' })
})

test('a key store that does not answer: nothing is lost, and it can be tried again', async () => {
  const answers = [{ kind: 'unavailable' }, { kind: 'protected' }] as const
  let asked = 0
  const { body, text, callsOn, shell } = await renderOnDesktop(given => <KeyStorePage shell={given} />, {
    facts: { keyStore: { kind: 'unavailable' } },
    answers: { 'key-store:check': () => answers[asked++] ?? { kind: 'protected' } }
  })
  expect(text()).toContain('Nothing is lost')
  expect(text()).not.toContain(words.keyStore.unprotected.title)
  expect(document.title).toContain(words.keyStore.unavailable.title)

  await click(getControl(body, 'Try again'))
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.keyStore.unavailable.stillAway)
  expect(shell.facts.getState().keyStore).toEqual({ kind: 'unavailable' })

  await click(getControl(body, 'Try again'))
  expect(shell.facts.getState().keyStore).toEqual({ kind: 'protected' })
  expect(callsOn('key-store:choose')).toEqual([])
})

test('who goes on without the key store leaves what is stored alone', async () => {
  const { body, text, callsOn, shell } = await renderOnDesktop(given => <KeyStorePage shell={given} />, {
    facts: { keyStore: { kind: 'unavailable' } },
    answers: { 'key-store:choose': () => ({ kind: 'memory', forThisRun: true }) }
  })
  expect(text()).toContain('Nothing of what is stored here is touched')
  expect(text()).toContain('gone when CoachDesk ends')
  await click(getControl(body, words.keyStore.unavailable.without.choose))
  expect(callsOn('key-store:choose')).toEqual([['memory']])
  expect(shell.facts.getState().keyStore).toEqual({ kind: 'memory', forThisRun: true })
})

test('a shell that fails on the way on is said', async () => {
  const fail = () => {
    throw new Error('main is gone')
  }
  const { body } = await renderOnDesktop(given => <KeyStorePage shell={given} />, {
    facts: { keyStore: { kind: 'unavailable' } },
    answers: { 'key-store:choose': fail, 'key-store:check': fail }
  })
  await click(getControl(body, words.keyStore.unavailable.without.choose))
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.keyStore.unavailable.failed)
  await click(getControl(body, 'Try again'))
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.keyStore.unavailable.stillAway)
})

test('a choice that cannot be kept is said, and can be tried again', async () => {
  const { body } = await renderOnDesktop(given => <KeyStorePage shell={given} />, {
    facts: { keyStore: { kind: 'undecided' } },
    answers: { 'key-store:choose': () => ({ kind: 'undecided' }) }
  })
  await click(getControl(body, 'Keep without protection'))
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.keyStore.failed)
  expect(getControl(body, 'Leave nothing behind').hasAttribute('disabled')).toBe(false)
})
