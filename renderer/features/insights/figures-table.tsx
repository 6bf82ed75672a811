import { Button, Group, Table, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tally } from '#domain/insights/tally.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { createChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { useChunkCall } from '#renderer/ui/lazy/use-chunk-call.ts'
import { saveFile } from '#renderer/ui/save-file.ts'
import { type Column, columns, figureOf, shownColumns } from './model/columns.ts'
import classes from './insights.module.css'

interface FiguresRow {
  readonly key: string
  readonly head: ReactNode
  /** The same in a file. */
  readonly name: string
  readonly tally: Tally
}

interface FiguresTableProps {
  readonly title: string
  readonly first: string
  readonly rows: readonly FiguresRow[]
  readonly total: Tally
  /** Without its ending. */
  readonly fileName: string
}

const writer = createChunk(async () => (await import('./model/table-csv.ts')).tableToCsv)

/** Sessions counted by something, with their total, on the screen and as a file. */
export function FiguresTable({ title, first, rows, total, fileName }: FiguresTableProps) {
  const { t } = useTranslation('insights')
  const titleId = useId()
  const shown = shownColumns(total)
  const withWriter = useChunkCall(writer)

  function saveCsv() {
    const headings = Object.fromEntries(columns.map(column => [column, t(`column.${column}`)])) as Record<
      Column,
      string
    >
    withWriter(tableToCsv => {
      const text = tableToCsv({ first, headings, rows: [...rows, { name: t('total'), tally: total }] })
      saveFile(`${fileName}.csv`, text, 'text/csv;charset=utf-8')
    })
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
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={title}>
        <Table withTableBorder className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{first}</Table.Th>
              {shown.map(column => (
                <Table.Th key={column} scope="col">
                  {t(`column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, head, tally }) => (
              <Table.Tr key={key}>
                <Table.Th scope="row">{head}</Table.Th>
                <Figures tally={tally} shown={shown} />
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">{t('total')}</Table.Th>
              <Figures tally={total} shown={shown} />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </section>
    </section>
  )
}

function Figures({ tally, shown }: { readonly tally: Tally; readonly shown: readonly Column[] }) {
  const { t } = useTranslation('insights')
  const format = useFormat()
  return shown.map(column => {
    const figure = figureOf(tally, column)
    return <Table.Td key={column}>{figure === undefined ? t('none') : format.number(figure)}</Table.Td>
  })
}
