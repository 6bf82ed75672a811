/** The first page of a device: signs the owner in as the form would, then makes room for the application. */
import './without-eval.ts'
import { createBrowserKeyVault } from '#renderer/data/account/browser-key-vault.ts'
import { createDeviceKeys } from '#renderer/data/account/device-keys.ts'
import type { ApplicationParts } from '#renderer/contract/application.ts'
import { createBrowserParts } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import { applicationSchemeKey, type Welcome, type WindowMessage } from '../contract.ts'

/** Signing in happens at every scene; how slow a guesser's computer is does not matter here. */
const passwordRounds = 1_000

/** The browser's own parts, the password's slow hashes aside. */
function createCheapParts(): ApplicationParts {
  const parts = createBrowserParts(window)
  const dataKeyVault = createBrowserKeyVault({
    store: parts.keyValueStore,
    deviceKeys: createDeviceKeys(window.indexedDB),
    randomBytes: parts.randomBytes,
    runAlone: (name, task) => navigator.locks.request(name, task),
    passwordRounds
  })
  return { ...parts, dataKeyVault, passwordRounds }
}

async function enter(): Promise<void> {
  const answer = await fetch('/lab/api/welcome')
  const { name, password, startPath, labOrigin } = (await answer.json()) as Welcome & { readonly labOrigin: string }
  const colorScheme = new URLSearchParams(location.search).get('scheme')
  if (colorScheme !== null) localStorage.setItem(applicationSchemeKey, colorScheme)
  const application = createApplication(createCheapParts())
  const outcome = await application.sessionStore.getState().signIn({ serverUrl: location.origin, name, password })
  await application.stop()
  if (outcome.ok) {
    location.replace(startPath)
    return
  }
  const failed: WindowMessage = { kind: 'coachdesk-lab-failed', why: outcome.refusal }
  window.parent.postMessage(failed, labOrigin)
  const status = document.querySelector('[role=status]')
  if (status !== null) status.textContent = `Nobody could be signed in (${outcome.refusal}).`
}

void enter()
