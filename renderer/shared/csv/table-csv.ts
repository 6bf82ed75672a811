import { stringify } from 'csv-stringify/browser/esm/sync'

/** The headings first; a cell of nothing is empty. */
export type CsvLine = readonly (string | number | undefined)[]

/**
 * A table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. What a spreadsheet would read as a formula gets an
 * apostrophe before it. Numbers have a decimal point, whatever the language.
 */
export function tableToCsv(lines: readonly CsvLine[]): string {
  return stringify(
    lines.map(line => line.map(cell => cell ?? '')),
    {
      bom: true,
      escape_formulas: true,
      // By itself the library quotes the ends of its own lines alone.
      quoted_match: /[\r\n]/,
      record_delimiter: '\r\n'
    }
  )
}
