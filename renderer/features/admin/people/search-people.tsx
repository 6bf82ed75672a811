// oxlint-disable-next-line no-restricted-imports -- a search is no text that anybody keeps
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Narrows the list as one types. */
export function SearchPeople({
  value,
  onChange
}: {
  readonly value: string
  readonly onChange: (search: string) => void
}) {
  const { t } = useTranslation('admin')
  return (
    <TextInput
      type="search"
      label={t('people.search')}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      w={{ base: '100%', xs: 280 }}
    />
  )
}
