import Papa from 'papaparse'
import type { ImportRow } from '#domain/rules/judge-import.ts'
import { maxImportRows } from '#domain/wire/administration.ts'

/** A line of the list, and where it stands in the file: the first line has the headings. */
export interface NumberedRow {
  readonly line: number
  readonly row: ImportRow
}

export type PeopleFile =
  | { readonly ok: true; readonly rows: readonly NumberedRow[] }
  /**
   * - `headings` the first line names no column for names, or none for phone numbers
   * - `quotes` a quotation mark is not closed, or stands in the middle of a cell
   * - `empty` there is nobody in it
   * - `too-many` more than `maxImportRows`
   */
  | { readonly ok: false; readonly fault: 'headings' | 'quotes' | 'empty' | 'too-many' }

type Column = keyof ImportRow

/** How lists call their columns, in small letters and without anything between them. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  displayName: ['name', 'displayname', 'fullname'],
  phone: ['phone', 'phonenumber', 'telephone', 'telephonenumber', 'tel', 'mobile', 'mobilephone', 'mobilenumber'],
  role: ['role'],
  email: ['email', 'mail', 'emailaddress', 'mailaddress']
}
/** As long as the server takes them; whatever is longer is broken anyway. */
const maxLengths: Readonly<Record<Column, number>> = { displayName: 300, phone: 100, role: 60, email: 300 }
const columns: readonly Column[] = ['displayName', 'phone', 'role', 'email']
const delimiters = [',', ';', '\t']

/**
 * The text of a file: UTF-8, UTF-16 with its mark, and otherwise what older spreadsheets write on Windows.
 */
export function decodePeopleFile(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Reads a list of people as CSV, with commas, semicolons or tabs. The first line says which column is what; others are left out. */
export function readPeopleFile(text: string): PeopleFile {
  const csv = text.replace(/^\uFEFF/, '')
  const delimiter = delimiters.find(one => hasNeeded(findColumns(parse(csv, one, 1).data[0] ?? [])))
  if (delimiter === undefined) return { ok: false, fault: csv.trim() === '' ? 'empty' : 'headings' }
  const { data, errors } = parse(csv, delimiter)
  if (errors.some(({ type }) => type === 'Quotes')) return { ok: false, fault: 'quotes' }
  const found = findColumns(data[0] ?? [])
  const rows = data.flatMap((cells, at) =>
    at === 0 || cells.every(cell => cell.trim() === '') ? [] : [{ line: at + 1, row: toRow(cells, found) }]
  )
  if (rows.length === 0) return { ok: false, fault: 'empty' }
  return rows.length > maxImportRows ? { ok: false, fault: 'too-many' } : { ok: true, rows }
}

function parse(csv: string, delimiter: string, preview = 0): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(csv, { delimiter, preview })
}

type FoundColumns = Readonly<Record<Column, readonly number[]>>

function findColumns(cells: readonly string[]): FoundColumns {
  const names = cells.map(cell => cell.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
  const placesOf = (column: Column) => names.flatMap((name, at) => (headings[column].includes(name) ? [at] : []))
  return {
    displayName: placesOf('displayName'),
    phone: placesOf('phone'),
    role: placesOf('role'),
    email: placesOf('email')
  }
}

function hasNeeded({ displayName, phone }: FoundColumns): boolean {
  return displayName.length > 0 && phone.length > 0
}

/** Of two columns for the same, such as phone and mobile, the first one that says something. */
function toRow(cells: readonly string[], found: FoundColumns): ImportRow {
  const [displayName = '', phone = '', role = '', email = ''] = columns.map(column =>
    (found[column].map(at => toText(cells[at] ?? '')).find(text => text !== '') ?? '').slice(0, maxLengths[column])
  )
  return { displayName, phone, role, email }
}

/** Without line breaks, and without the apostrophe that keeps a spreadsheet from reading a number as a formula. */
function toText(cell: string): string {
  return cell
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
}
