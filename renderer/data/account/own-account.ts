import { normalizePassword } from '#domain/model/password.ts'
import type { DeviceAccount, OwnAccountActions } from '#renderer/contract/screens.ts'
import type { ApplicationParts } from '#renderer/contract/application.ts'
import { createAuthorizedClient } from '../http/authorized-client.ts'
import { failureToRefusal, type Result } from '../http/failure.ts'
import { type Ask, createAccountApi } from '../http/sign-in-api.ts'
import type { Credentials } from './credentials.ts'
import { createPasswordCheck, defaultPasswordRounds } from './password-check.ts'
import type { RememberedAccounts } from './remembered-accounts.ts'
import { resultToOutcome } from './result-to-outcome.ts'
import type { ServerAccess } from './server-access.ts'

/** The owner's view of an account, straight from the server, and what this device remembers of it. */
export function createOwnAccountApi(parts: {
  readonly account: DeviceAccount
  readonly accounts: RememberedAccounts
  readonly access: ServerAccess
  readonly credentials: Credentials
  readonly application: Pick<ApplicationParts, 'randomBytes' | 'passwordRounds' | 'dataKeyVault'>
}): OwnAccountActions {
  const { account, accounts, access, credentials, application } = parts
  const http = createAuthorizedClient(access.transport, credentials)
  const ask: Ask = request => http.readJson({ ...request, signal: new AbortController().signal })
  const api = createAccountApi(ask)

  return {
    loadOwnDetails: async () => resultToOutcome(await api.load()),
    async saveOwnDetails(details, typed) {
      const saved = await api.save(details, typed === undefined ? undefined : normalizePassword(typed))
      if (saved.ok) accounts.change(account.key, { displayName: saved.value.displayName, zone: saved.value.zone })
      return resultToOutcome(saved)
    },
    async changePassword(typed) {
      const [current, next] = [normalizePassword(typed.current), normalizePassword(typed.next)]
      const changed = await api.changePassword(current, next)
      if (!changed.ok) return { ok: false, refusal: failureToRefusal(changed.failure) }
      await credentials.adopt(changed.value)
      await application.dataKeyVault?.changePassword?.(account.key, next)
      const rounds = application.passwordRounds ?? defaultPasswordRounds
      const passwordCheck = await createPasswordCheck(next, rounds, application.randomBytes)
      accounts.change(account.key, { passwordCheck })
      return { ok: true, value: undefined }
    },
    async listSignIns() {
      const listed = await api.listSignIns()
      return isMissing(listed) ? { ok: true, value: undefined } : resultToOutcome(listed)
    },
    async endSignIn(id) {
      const ended = await api.endSignIn(id)
      // Gone already is as good.
      return isMissing(ended) ? { ok: true, value: undefined } : resultToOutcome(ended)
    },
    async findCalendarLink() {
      const found = await api.findCalendarLink()
      if (!found.ok) return resultToOutcome(found)
      const { madeAt } = found.value
      return { ok: true, value: madeAt === undefined ? undefined : { madeAt } }
    },
    async makeCalendarLink() {
      const made = await api.makeCalendarLink()
      if (!made.ok) return resultToOutcome(made)
      const { path, madeAt } = made.value
      return { ok: true, value: { address: account.serverUrl + path, madeAt } }
    },
    endCalendarLink: async () => resultToOutcome(await api.endCalendarLink()),
    loadMail: async () => resultToOutcome(await api.loadMail()),
    saveMail: async chosen => resultToOutcome(await api.saveMail(chosen)),
    askForAddress: async () => resultToOutcome(await api.askForAddress()),
    // Few people administer: nobody else fetches it.
    loadAdministration: async () => (await import('./admin-api.ts')).createAdminApi(ask, account.serverUrl),
    loadInvitations: async () => (await import('./invitation-api.ts')).createInvitationApi(ask, account.serverUrl)
  }
}

function isMissing(result: Result<unknown>): boolean {
  return !result.ok && result.failure.kind === 'rejected' && result.failure.status === 404
}
