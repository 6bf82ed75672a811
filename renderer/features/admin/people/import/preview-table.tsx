import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportFault } from '#domain/rules/judge-import.ts'
import type { NumberedRow } from './read-people-file.ts'
import { useRowFaultText } from './use-row-fault-text.ts'

/** What wants a look comes first. */
export const previewStates = ['broken', 'namesake', 'repeated', 'exists', 'new'] as const

export interface JudgedRow extends NumberedRow {
  readonly state: (typeof previewStates)[number]
  readonly faults: readonly ImportFault[]
}

/** Each line of the file with its state. */
export function PreviewTable({ rows }: { readonly rows: readonly JudgedRow[] }) {
  const { t } = useTranslation('admin')
  const faultText = useRowFaultText()
  const sorted = previewStates.flatMap(state => rows.filter(row => row.state === state))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <section tabIndex={0} aria-label={t('import.table')} style={{ maxHeight: 320, overflow: 'auto' }}>
      <Table withTableBorder verticalSpacing="xs" style={{ overflowWrap: 'anywhere' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('import.column.line')}</Table.Th>
            <Table.Th scope="col">{t('import.column.person')}</Table.Th>
            <Table.Th scope="col">{t('import.column.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map(({ line, row, state, faults }) => (
            <Table.Tr key={line}>
              <Table.Td>{line}</Table.Td>
              <Table.Td>
                {row.displayName}
                <Text size="sm" c="dimmed">
                  {[row.phone, row.role, row.email].filter(Boolean).join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm" fw={state === 'broken' ? 600 : 400}>
                  {t(`import.state.${state}`)}
                </Text>
                {faults.length > 0 && <Text size="sm">{faultText(faults)}</Text>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
