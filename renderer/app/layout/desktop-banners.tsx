import { Button, Group } from '@mantine/core'
import { IconDeviceFloppy, IconPlugConnected, IconSettingsExclamation } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { sentenceOfCheck } from '#renderer/bridge/server-sentence.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { Banner } from './banner.tsx'

const megabyte = 1_000_000

/** What the computer has to tell, above every page. */
export function DesktopBanners({ shell }: { readonly shell: DesktopShell }) {
  return (
    <>
      <DiskBanner shell={shell} />
      <SettingsBanner shell={shell} />
      <ServerBanner shell={shell} />
    </>
  )
}

function DiskBanner({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const format = useFormat()
  const { isLow, freeBytes } = useDesktopFacts(shell, facts => facts.disk)
  if (!isLow) return null
  return (
    <Banner color="red" icon={IconDeviceFloppy} title={t('banner.diskLow')}>
      {t('banner.diskLowText', { free: format.number(Math.floor(freeBytes / megabyte)) })}
    </Banner>
  )
}

/** The settings file was damaged; said once. */
function SettingsBanner({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const { t: shared } = useTranslation('shared')
  const file = useDesktopFacts(shell, facts => facts.settingsSetAside)
  if (file === undefined) return null
  return (
    <Banner
      color="yellow"
      icon={IconSettingsExclamation}
      title={t('banner.settingsSetAside')}
      action={
        <Group gap="xs">
          <Button size="xs" variant="default" component={Link} to={paths.settings}>
            {t('banner.toSettings')}
          </Button>
          <Button size="xs" variant="default" onClick={shell.closeSettingsNote}>
            {shared('action.close')}
          </Button>
        </Group>
      }
    >
      {t('banner.settingsSetAsideText', { file })}
    </Banner>
  )
}

/** The account's server is none of those that this window may talk to: the list went with lost settings. */
function ServerBanner({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const serverUrl = useOpenAccount()?.serverUrl
  const isKnown = useDesktopFacts(shell, ({ servers }) => serverUrl === undefined || servers.includes(serverUrl))
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  if (isKnown || serverUrl === undefined) return null

  async function find(address: string) {
    setBusy(true)
    const check = await shell.checkServer(address)
    setBusy(false)
    if (check.kind === 'failed') setProblem(t(`server.problem.${sentenceOfCheck(check)}`))
    else if (check.reload) location.reload()
  }
  return (
    <Banner
      color="orange"
      icon={IconPlugConnected}
      title={t('banner.unknownServer')}
      action={
        <Button size="xs" loading={isBusy} onClick={() => void find(serverUrl)}>
          {t('banner.findServer')}
        </Button>
      }
    >
      {t('banner.unknownServerText', { server: new URL(serverUrl).host })} {problem}
    </Banner>
  )
}
