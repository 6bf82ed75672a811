import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePrint } from '#renderer/ui/print/use-print.ts'

/** Puts what the calendar shows on paper or, on the desktop, into a file. */
export function PrintMenu() {
  const { t } = useTranslation('desktop')
  const { print, savePdf } = usePrint()
  const icon = <IconPrinter size={18} aria-hidden />
  if (savePdf === undefined) {
    return (
      <Tooltip label={t('print.print')}>
        <ActionIcon variant="default" size={36} aria-label={t('print.print')} onClick={print}>
          {icon}
        </ActionIcon>
      </Tooltip>
    )
  }
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('print.menu')} title={t('print.menu')}>
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPrinter size={16} />} onClick={print}>
          {t('print.print')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileTypePdf size={16} />} onClick={savePdf}>
          {t('print.pdf')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
