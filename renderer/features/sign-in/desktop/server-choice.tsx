// oxlint-disable-next-line no-restricted-imports -- an address is no text of a person, and nobody is signed in yet
import { Button, Code, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type SyntheticEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { sentenceOfCheck } from '#renderer/bridge/server-sentence.ts'

interface Fault {
  readonly sentence: string
  /** For the curious. */
  readonly detail?: string | undefined
}

interface ServerChoiceProps {
  readonly shell: DesktopShell
  readonly initial?: string
  /** The server is there, and this window may talk to it. */
  readonly onChosen: (serverUrl: string) => void
  readonly onCancel?: (() => void) | undefined
  /** Loads the page again: only then does its policy name the new server. */
  readonly reload?: () => void
}

/** Asks for the server's address and sees at once whether one is there. */
export function ServerChoice(props: ServerChoiceProps) {
  const { shell, initial = '', onChosen, onCancel, reload = () => location.reload() } = props
  const { t } = useTranslation('desktop')
  const { t: shared } = useTranslation('shared')
  const [address, setAddress] = useState(initial)
  const [state, setState] = useState<'asking' | 'checking' | 'opening'>('asking')
  const [fault, setFault] = useState<Fault>()
  const field = useRef<HTMLInputElement>(null)

  function showFault(found: Fault) {
    setFault(found)
    field.current?.focus()
  }

  async function check(event: SyntheticEvent) {
    event.preventDefault()
    if (address.trim() === '') {
      showFault({ sentence: t('server.missing') })
      return
    }
    setFault(undefined)
    setState('checking')
    const found = await shell.checkServer(address.trim())
    if (found.kind === 'failed') {
      setState('asking')
      const sentence = sentenceOfCheck(found)
      const detail = sentence === 'plain-http' ? undefined : found.detail
      showFault({ sentence: t(`server.problem.${sentence}`), detail })
    } else if (found.reload) {
      setState('opening')
      reload()
    } else onChosen(found.serverUrl)
  }

  return (
    <form onSubmit={event => void check(event)} noValidate>
      <Stack gap="md">
        <div>
          <Title order={2}>{t('server.title')}</Title>
          <Text size="sm" c="dimmed">
            {t('server.text')}
          </Text>
        </div>
        <TextInput
          ref={field}
          label={t('server.address')}
          placeholder={t('server.placeholder')}
          type="url"
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          autoFocus
          data-autofocus
          value={address}
          error={fault?.sentence}
          errorProps={{ role: 'alert' }}
          onChange={event => {
            setAddress(event.currentTarget.value)
            setFault(undefined)
          }}
        />
        {fault?.detail !== undefined && (
          <Text component="details" size="xs">
            <summary>{t('server.detail')}</summary>
            <Code block>{fault.detail}</Code>
          </Text>
        )}
        <Text size="sm" component="output" hidden={state !== 'opening'}>
          {state === 'opening' && t('server.opening')}
        </Text>
        <Group gap="xs" grow>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {shared('action.back')}
            </Button>
          )}
          <Button type="submit" loading={state !== 'asking'}>
            {t('server.connect')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
