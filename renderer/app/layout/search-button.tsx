import { ActionIcon, Tooltip } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { commandKey } from './command-key.ts'

/** Opens the palette, as Ctrl or Cmd with K does. */
export function SearchButton({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Tooltip label={`${t('search.open')} (${commandKey} K)`}>
      <ActionIcon variant="default" size={30} onClick={onOpen} aria-label={t('search.open')}>
        <IconSearch size={16} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  )
}
