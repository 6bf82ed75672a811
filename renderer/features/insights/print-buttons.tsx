import { Button, Group } from '@mantine/core'
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePrint } from '#renderer/ui/print/use-print.ts'

/** Puts the page on paper or, on the desktop, into a file. */
export function PrintButtons() {
  const { t } = useTranslation('desktop')
  const { print, savePdf } = usePrint()
  return (
    <Group gap="xs" data-print="hide">
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={print}>
        {t('print.print')}
      </Button>
      {savePdf !== undefined && (
        <Button variant="default" leftSection={<IconFileTypePdf size={16} aria-hidden />} onClick={savePdf}>
          {t('print.pdf')}
        </Button>
      )}
    </Group>
  )
}
