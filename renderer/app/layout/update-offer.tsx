import { Button, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOfflinePage } from '../../ui/offline-page.ts'
import classes from './update-offer.module.css'

/** A new version is stored: offers it quietly, and starts it only on a click. */
export function UpdateOffer() {
  const { t } = useTranslation('shell')
  const page = useOfflinePage()
  if (page.kind !== 'update-waiting') return null
  return (
    <Paper withBorder shadow="sm" className={classes.offer} component="output">
      <Text size="sm">{t('update.title')}</Text>
      <Button size="xs" variant="default" flex="none" onClick={page.reloadToUpdate}>
        {t('update.action')}
      </Button>
    </Paper>
  )
}
