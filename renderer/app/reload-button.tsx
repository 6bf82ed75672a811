import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export function ReloadButton() {
  const { t } = useTranslation('shared')
  return (
    <Button leftSection={<IconRefresh size={16} />} onClick={() => location.reload()}>
      {t('action.reload')}
    </Button>
  )
}
