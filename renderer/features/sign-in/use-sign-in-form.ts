import { type SyntheticEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { readServerAddress, useOtherPage } from './server-address.ts'
import { type SignInField, fieldToFocus, placeOfFault } from './sign-in-fault.ts'

export interface SignInValues {
  readonly serverUrl: string
  readonly name: string
  readonly password: string
}

type Faults = Partial<Record<SignInField, string>>

/** The state of the sign-in form: values, a sentence beside each faulty field, and one for the whole. */
export function useSignInForm(initial: SignInValues, onDone: () => void) {
  const { t } = useTranslation('signIn')
  const signIn = useSignIn(state => state.signIn)
  const textOf = useRefusalText()
  const otherPageOf = useOtherPage()
  const [values, setValues] = useState(initial)
  const [faults, setFaults] = useState<Faults>({})
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  function findServerFault(): string | undefined {
    if (values.serverUrl.trim() === '') return t('field.serverMissing')
    const serverUrl = readServerAddress(values.serverUrl)
    if (serverUrl === undefined) return t('field.serverWrong')
    const address = otherPageOf(serverUrl)
    return address === undefined ? undefined : t('field.serverOther', { address })
  }

  function findFaults(): Faults {
    const serverFault = findServerFault()
    return {
      ...(serverFault !== undefined && { serverUrl: serverFault }),
      ...(values.name.trim() === '' && { name: t('field.nameMissing') }),
      ...(values.password === '' && { password: t('field.passwordMissing') })
    }
  }

  function focus(field: SignInField) {
    const element = form.current?.elements.namedItem(fieldNames[field])
    if (element instanceof HTMLElement) element.focus()
  }

  function showFaults(found: Faults) {
    setFaults(found)
    const first = (['serverUrl', 'name', 'password'] as const).find(field => found[field] !== undefined)
    if (first !== undefined) focus(first)
  }

  async function send() {
    const found = findFaults()
    setRefusal(undefined)
    showFaults(found)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    const serverUrl = readServerAddress(values.serverUrl) ?? values.serverUrl
    const outcome = await signIn({ serverUrl, name: values.name.trim(), password: values.password })
    setBusy(false)
    if (outcome.ok) return onDone()
    const place = placeOfFault(outcome.refusal, outcome.field)
    if (place === 'form') setRefusal(outcome.refusal)
    else setFaults({ [place]: textOf(outcome.refusal) })
    focus(fieldToFocus(place))
  }

  return {
    form,
    values,
    faults,
    refusal,
    isBusy,
    change: (field: SignInField, text: string) => {
      setValues(current => ({ ...current, [field]: text }))
      setFaults(({ [field]: _mended, ...others }) => others)
    },
    submit: (event: SyntheticEvent) => {
      event.preventDefault()
      void send()
    }
  }
}

/** The names that password managers know. */
export const fieldNames: Readonly<Record<SignInField, string>> = {
  serverUrl: 'server',
  name: 'username',
  password: 'current-password'
}
