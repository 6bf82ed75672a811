import { Button, Group, Table, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { createChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { useChunkCall } from '#renderer/ui/lazy/use-chunk-call.ts'
import { saveFile } from '#renderer/ui/save-file.ts'
import type { CsvLine } from '#renderer/shared/csv/table-csv.ts'
import classes from './insights.module.css'

export interface CsvRow {
  readonly key: string
  readonly head: ReactNode
  readonly cells: readonly ReactNode[]
}

interface CsvTableProps {
  readonly title: string
  readonly headings: readonly string[]
  readonly rows: readonly CsvRow[]
  readonly foot?: CsvRow | undefined
  /** What the file says, headings first. */
  readonly lines: () => readonly CsvLine[]
  /** Without its ending. */
  readonly fileName: string
  readonly children?: ReactNode
}

const writer = createChunk(async () => (await import('#renderer/shared/csv/table-csv.ts')).tableToCsv)

/** A table on the screen, on paper and as a file. What belongs to it, such as a chart of the same figures, stands above it. */
export function CsvTable({ title, headings, rows, foot, lines, fileName, children }: CsvTableProps) {
  const { t } = useTranslation('insights')
  const titleId = useId()
  const withWriter = useChunkCall(writer)

  function saveCsv() {
    withWriter(tableToCsv => saveFile(`${fileName}.csv`, tableToCsv(lines()), 'text/csv;charset=utf-8'))
  }

  return (
    <section aria-labelledby={titleId}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id={titleId}>
          {title}
        </Title>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          aria-label={t('saveCsvOf', { table: title })}
          data-print="hide"
          onClick={saveCsv}
        >
          {t('saveCsv')}
        </Button>
      </Group>
      {children}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={title}>
        <Table withTableBorder className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              {headings.map(heading => (
                <Table.Th key={heading} scope="col">
                  {heading}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(row => (
              <Row key={row.key} row={row} headings={headings} />
            ))}
          </Table.Tbody>
          {foot !== undefined && (
            <Table.Tfoot>
              <Row row={foot} headings={headings} />
            </Table.Tfoot>
          )}
        </Table>
      </section>
    </section>
  )
}

function Row({ row: { head, cells }, headings }: { readonly row: CsvRow; readonly headings: readonly string[] }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{head}</Table.Th>
      {cells.map((cell, at) => (
        <Table.Td key={headings[at + 1]}>{cell}</Table.Td>
      ))}
    </Table.Tr>
  )
}
