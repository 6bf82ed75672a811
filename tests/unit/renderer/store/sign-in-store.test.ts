import { expect, test, vi } from 'vitest'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createSignInStore, type SignInStoreParts } from '#renderer/store/create-sign-in-store.ts'
import { eventually } from '../../../support/eventually.ts'

/** One window of a browser in which several may have the same account open. */
function openWindow(opening: Promise<void> = Promise.resolve()) {
  const signedIn = new Set([coachAccount.key])
  const heard: (() => void)[] = []
  const close = vi.fn(() => Promise.resolve())
  const parts: SignInStoreParts = {
    listAccounts: () => [coachAccount],
    findAccountToOpen: () => coachAccount,
    signIn: () => Promise.reject(new Error('nobody signs in')),
    findDemo: () => Promise.reject(new Error('nobody asks for it')),
    endFirstVisit: () => undefined,
    links: {
      look: () => Promise.reject(new Error('nobody has a link')),
      setUp: () => Promise.reject(new Error('nobody has a link')),
      reset: () => Promise.reject(new Error('nobody has a link')),
      join: () => Promise.reject(new Error('nobody has a link'))
    },
    confirmAddress: () => Promise.reject(new Error('nobody opens a link')),
    revertAddress: () => Promise.reject(new Error('nobody opens a link')),
    findResetWay: () => Promise.reject(new Error('nobody forgets anything')),
    askForReset: () => Promise.reject(new Error('nobody forgets anything')),
    isSignedIn: key => signedIn.has(key),
    open: async () => {
      await opening
      return { ok: true, value: undefined }
    },
    unlockWithFormer: () => Promise.resolve(false),
    close,
    forgetSignIn: () => Promise.resolve(),
    checkAddress: () => Promise.reject(new Error('nobody asks for it')),
    moveTo: () => Promise.reject(new Error('nobody asks for it')),
    persistence: undefined,
    onOtherWindow: listener => {
      heard.push(listener)
      return () => undefined
    },
    accountApi: () => {
      throw new Error('nobody asks for it')
    }
  }
  const store = createSignInStore(parts)
  return {
    store,
    close,
    kind: () => store.getState().session.kind,
    signOutElsewhere: () => void signedIn.delete(coachAccount.key),
    tell: () => heard.forEach(listener => listener())
  }
}

test('SI1 an account that is signed out in another window closes in this one', async () => {
  const { close, kind, signOutElsewhere, tell } = openWindow()
  await eventually(() => expect(kind()).toBe('open'))
  tell()
  expect(kind()).toBe('open')
  signOutElsewhere()
  tell()
  expect(kind()).toBe('signed-out')
  expect(close).toHaveBeenCalledTimes(1)
})

test('SI1 one that is signed out while it opens here does not open', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { close, kind, signOutElsewhere, tell } = openWindow(promise)
  expect(kind()).toBe('opening')
  signOutElsewhere()
  tell()
  resolve()
  await eventually(() => expect(kind()).toBe('signed-out'))
  expect(close).toHaveBeenCalledTimes(1)
})
