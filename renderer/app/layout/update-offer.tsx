import { Button, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useDesktop, useDesktopFacts } from '#renderer/bridge/use-desktop.ts'
import { useOfflinePage } from '#renderer/ui/offline-page.ts'
import classes from './update-offer.module.css'

/** A new version is stored: offers it quietly, and starts it only on a click. */
export function UpdateOffer() {
  const shell = useDesktop()
  return shell === undefined ? <PageOffer /> : <ProgramOffer shell={shell} />
}

function PageOffer() {
  const { t } = useTranslation('shell')
  const page = useOfflinePage()
  if (page.kind !== 'update-waiting') return null
  return <Offer text={t('update.title')} action={t('update.action')} onAccept={page.reloadToUpdate} />
}

function ProgramOffer({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const { kind, version = '' } = useDesktopFacts(shell, facts => facts.update)
  if (kind !== 'ready') return null
  const install = () => void shell.desktop.call('updates:install')
  return <Offer text={t('update.ready', { version })} action={t('update.restart')} onAccept={install} />
}

interface OfferProps {
  readonly text: string
  readonly action: string
  readonly onAccept: () => void
}

function Offer({ text, action, onAccept }: OfferProps) {
  return (
    <Paper withBorder shadow="sm" className={classes.offer} component="output" data-print="hide">
      <Text size="sm">{text}</Text>
      <Button size="xs" variant="default" flex="none" onClick={onAccept}>
        {action}
      </Button>
    </Paper>
  )
}
