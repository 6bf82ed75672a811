import { Button, Code, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type SyntheticEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServerCheck } from '../../../../electron/contract/desktop-types.ts'
import type { DesktopShell } from '../../../desktop/desktop-shell.ts'

/** What the shell says of an address that is too open to be used. */
const plainHttp = 'plain-http'

type Failed = ServerCheck & { readonly kind: 'failed' }

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
  const [failed, setFailed] = useState<Failed>()
  const field = useRef<HTMLInputElement>(null)

  async function check(event: SyntheticEvent) {
    event.preventDefault()
    setFailed(undefined)
    setState('checking')
    const found = await shell.checkServer(address.trim())
    if (found.kind === 'failed') {
      setState('asking')
      setFailed(found)
      field.current?.focus()
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
          error={failed !== undefined && t(`server.problem.${sentenceOf(failed)}`)}
          errorProps={{ role: 'alert' }}
          onChange={event => {
            setAddress(event.currentTarget.value)
            setFailed(undefined)
          }}
        />
        {failed?.detail !== undefined && failed.detail !== plainHttp && (
          <Text component="details" size="xs">
            <summary>{t('server.detail')}</summary>
            <Code block>{failed.detail}</Code>
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

/** An address without encryption is no wrong one, and there is a way on. */
function sentenceOf({ problem, detail }: Failed): Failed['problem'] | typeof plainHttp {
  return detail === plainHttp ? plainHttp : problem
}
