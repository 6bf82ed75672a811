import { useRef, useState } from 'react'
import type { Outcome, Refusal, TypedAccount } from '#renderer/contract/screens.ts'
import {
  type AccountFault,
  type AccountFaults,
  type AccountField,
  accountFields,
  checkAccount,
  emptyAccount
} from './check-account.ts'

/** The state of a form in which somebody makes an account: what is typed, what is wrong beside each field, and one refusal for the whole. */
export function useAccountForm() {
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState<TypedAccount>(emptyAccount)
  const [faults, setFaults] = useState<AccountFaults>({})
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)

  function showFaults(found: AccountFaults): void {
    setFaults(found)
    const first = accountFields.find(field => found[field] !== undefined)
    if (first !== undefined) focus(first)
  }
  function focus(field: AccountField): void {
    const element = form.current?.elements.namedItem(field)
    if (element instanceof HTMLElement) element.focus()
  }

  /** Sends what was typed once nothing is wrong with it as far as this device can tell. @param isRestFine of the fields beside it */
  async function send(request: (account: TypedAccount) => Promise<Outcome>, isRestFine = true): Promise<boolean> {
    setRefusal(undefined)
    const checked = await checkAccount(typed, navigator.language)
    showFaults(checked.ok ? {} : checked.faults)
    if (!checked.ok || !isRestFine) return false
    setBusy(true)
    const outcome = await request(checked.account)
    setBusy(false)
    if (outcome.ok) return true
    const field = accountFields.find(known => known === outcome.field)
    if (field === undefined) setRefusal(outcome.refusal)
    else showFaults({ [field]: faultAtServer[field] })
    return false
  }

  return {
    form,
    typed,
    faults,
    refusal,
    isBusy,
    send,
    change: (field: AccountField, text: string): void => {
      setTyped(before => ({ ...before, [field]: text }))
      setFaults(({ [field]: _mended, ...others }) => others)
    }
  }
}

export type AccountForm = ReturnType<typeof useAccountForm>

/** The device looks at everything else first: of a name the server alone knows whether it is taken. */
const faultAtServer: Readonly<Record<AccountField, AccountFault>> = {
  displayName: 'unreadable',
  phone: 'phone',
  email: 'email',
  name: 'nameTaken',
  password: 'passwordShort'
}
