import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tally } from '#domain/insights/tally.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { CsvTable } from './csv-table.tsx'
import { type Column, columns, figureOf, shownColumns } from './model/columns.ts'

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
  readonly children?: ReactNode
}

/** Sessions counted by something, with their total, on the screen and as a file. */
export function FiguresTable({ title, first, rows, total, fileName, children }: FiguresTableProps) {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const shown = shownColumns(total)
  const headingOf = (column: Column) => t(`column.${column}`)
  const toCells = (tally: Tally) =>
    shown.map(column => {
      const figure = figureOf(tally, column)
      return figure === undefined ? t('none') : format.number(figure)
    })
  const toLine = (name: string, tally: Tally) => [name, ...columns.map(column => figureOf(tally, column))]
  return (
    <CsvTable
      title={title}
      headings={[first, ...shown.map(headingOf)]}
      rows={rows.map(({ key, head, tally }) => ({ key, head, cells: toCells(tally) }))}
      foot={{ key: 'total', head: t('total'), cells: toCells(total) }}
      lines={() => [
        [first, ...columns.map(headingOf)],
        ...rows.map(({ name, tally }) => toLine(name, tally)),
        toLine(t('total'), total)
      ]}
      fileName={fileName}
    >
      {children}
    </CsvTable>
  )
}
