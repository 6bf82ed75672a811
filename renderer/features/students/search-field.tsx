// oxlint-disable-next-line no-restricted-imports -- a search is no text that anybody keeps
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (search: string) => void
}

/** Narrows a list as one types. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <TextInput
      type="search"
      label={label}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      w={{ base: '100%', xs: 280 }}
    />
  )
}
