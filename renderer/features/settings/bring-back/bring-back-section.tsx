import { Alert, Button, FileInput, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type SyntheticEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesktop } from '#renderer/bridge/use-desktop.ts'
import type { BroughtBack, KeptFileFacts, Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { BringBackResult } from './bring-back-result.tsx'
import { hasAny, useCountedText } from './use-counted-text.ts'

interface Chosen {
  readonly file: File
  readonly facts: KeptFileFacts
}
/** Why something did not go on, and which field it is about. */
interface Fault {
  readonly at: 'file' | 'password' | 'form'
  readonly refusal: Refusal | 'missing'
}

/** Reads a file back in that was written when a device went on without data that no key opened (PW7 to PW9). */
export function BringBackSection() {
  const { t } = useTranslation('settings')
  const textOf = useRefusalText()
  const desktop = useDesktop()?.desktop
  const readKeptFile = useWorkspace(state => state.readKeptFile)
  const bringBack = useWorkspace(state => state.bringBack)
  const [shown, setShown] = useState<File | null>(null)
  const [chosen, setChosen] = useState<Chosen>()
  const [password, setPassword] = useState('')
  const [fault, setFault] = useState<Fault>()
  const [result, setResult] = useState<BroughtBack>()
  const [busy, setBusy] = useState<'all' | 'readable'>()
  const passwordField = useRef<HTMLInputElement>(null)
  const newest = useRef<File>(null)

  async function choose(file: File | null) {
    newest.current = file
    setShown(file)
    setChosen(undefined)
    setFault(undefined)
    setResult(undefined)
    setPassword('')
    if (file === null) return
    const read = await readKeptFile(file)
    // Another one was chosen meanwhile.
    if (newest.current !== file) return
    if (read.ok) setChosen({ file, facts: read.value })
    else setFault({ at: 'file', refusal: read.refusal })
  }

  function failAtPassword(refusal: Fault['refusal']) {
    setFault({ at: 'password', refusal })
    passwordField.current?.focus()
  }

  async function run({ file }: Chosen, how: 'all' | 'readable', typed: string | undefined) {
    setFault(undefined)
    setResult(undefined)
    setBusy(how)
    const outcome = await bringBack(file, typed)
    setBusy(undefined)
    if (outcome.ok) {
      setResult(outcome.value)
      setPassword('')
    } else if (outcome.field === 'password') failAtPassword(outcome.refusal)
    else setFault({ at: 'form', refusal: outcome.refusal })
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (chosen === undefined || busy !== undefined) return
    const takesPassword = chosen.facts.lock === 'password'
    if (takesPassword && password === '') failAtPassword('missing')
    else void run(chosen, 'all', takesPassword ? password : undefined)
  }

  const faultAt = (place: Fault['at']): string | undefined => {
    if (fault?.at !== place) return undefined
    return fault.refusal === 'missing' ? t('bringBack.passwordMissing') : textOf(fault.refusal)
  }
  const facts = chosen?.facts
  const isOpenable = facts !== undefined && (hasAny(facts.readable) || (hasAny(facts.sealed) && facts.lock !== 'key'))
  return (
    <SettingsSection title={t('bringBack.title')} text={t('bringBack.text')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <FileInput
            label={t('bringBack.file')}
            description={t('bringBack.fileHint')}
            placeholder={t('bringBack.choose')}
            accept=".json,application/json"
            leftSection={<IconFileUpload size={16} aria-hidden />}
            maw={480}
            value={shown}
            error={faultAt('file')}
            errorProps={{ role: 'alert' }}
            onChange={file => void choose(file)}
          />
          {desktop !== undefined && (
            <Button
              variant="subtle"
              size="compact-sm"
              w="fit-content"
              onClick={() => void desktop.call('recovery:show-exports')}
            >
              {t('bringBack.showFolder')}
            </Button>
          )}
          <FileFacts facts={facts} />
          {facts?.lock === 'password' && (
            <PasswordInput
              ref={passwordField}
              label={t('bringBack.password')}
              description={t('bringBack.passwordHint')}
              autoComplete="off"
              maw={360}
              value={password}
              aria-invalid={fault?.at === 'password'}
              error={faultAt('password')}
              errorProps={{ role: 'alert' }}
              onChange={event => setPassword(event.currentTarget.value)}
            />
          )}
          {fault?.at === 'form' && fault.refusal !== 'missing' && <RefusalAlert refusal={fault.refusal} />}
          {chosen !== undefined && isOpenable && (
            <Group gap="xs">
              <Button type="submit" variant="default" loading={busy === 'all'} disabled={busy === 'readable'}>
                {t('bringBack.submit')}
              </Button>
              {facts?.lock === 'password' && hasAny(facts.readable) && (
                <Button
                  variant="subtle"
                  loading={busy === 'readable'}
                  disabled={busy === 'all'}
                  onClick={() => void run(chosen, 'readable', undefined)}
                >
                  {t('bringBack.submitReadable')}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
      <BringBackResult result={result} />
    </SettingsSection>
  )
}

/** What the file holds. The place is there from the start, so that its text is read out. */
function FileFacts({ facts }: { readonly facts: KeptFileFacts | undefined }) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output holds text alone, this paragraphs
    <Stack gap="xs" role="status">
      {facts !== undefined && <FactLines facts={facts} />}
    </Stack>
  )
}

function FactLines({ facts }: { readonly facts: KeptFileFacts }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const countedText = useCountedText()
  const { at, lock, readable, sealed } = facts
  const sentences = [
    t('bringBack.written', { when: format.dayAndTime(at) }),
    ...(hasAny(readable) ? [t('bringBack.readable', { items: countedText(readable) })] : []),
    ...(hasAny(sealed) ? [t('bringBack.sealed', { items: countedText(sealed) })] : []),
    ...(hasAny(sealed) && lock === 'none' ? [t('bringBack.opens')] : []),
    ...(hasAny(readable) || hasAny(sealed) ? [] : [t('bringBack.nothing')])
  ]
  return (
    <>
      <Text size="sm">{sentences.join(' ')}</Text>
      {lock === 'key' && (
        <Alert color="orange" variant="light" p="xs">
          {t('bringBack.needsKey')}
        </Alert>
      )}
    </>
  )
}
