import { describe, expect, test } from 'vitest'
import { maxImportRows } from '#domain/wire/administration.ts'
import { decodePeopleFile, readPeopleFile } from '#renderer/features/admin/people/import/read-people-file.ts'
import { tableToCsv } from '#renderer/shared/csv/table-csv.ts'

const nina = { displayName: 'Nina Nuñez', phone: '+41 44 668 18 00', role: 'student', email: 'nina@example.org' }
const rowsOf = (text: string) => {
  const read = readPeopleFile(text)
  return read.ok ? read.rows.map(({ row }) => row) : read.fault
}

describe('a list of people in a file', () => {
  test.each([
    ['commas', 'Name,Phone,Role,E-mail\nNina Nuñez,+41 44 668 18 00,student,nina@example.org'],
    ['semicolons', 'Name;Phone;Role;E-mail\r\nNina Nuñez;+41 44 668 18 00;student;nina@example.org\r\n'],
    ['tabs', 'Name\tPhone\tRole\tE-mail\nNina Nuñez\t+41 44 668 18 00\tstudent\tnina@example.org\n'],
    [
      'a byte order mark',
      '\uFEFF"Name","Phone","Role","E-mail"\n"Nina Nuñez","+41 44 668 18 00",student,nina@example.org'
    ],
    ['other headings', 'e mail;MOBILE;Display-Name;role\nnina@example.org; +41 44 668 18 00 ;Nina Nuñez;student'],
    ['more columns', 'No.,Name,Born,Telephone,Role,Mail\n1,Nina Nuñez,2001,+41 44 668 18 00,student,nina@example.org'],
    ['empty lines', 'Name,Phone,Role,Email\n\n , ,,\nNina Nuñez,+41 44 668 18 00,student,nina@example.org\n\n'],
    ['an apostrophe of a spreadsheet', "Name,Phone,Role,Email\nNina Nuñez,'+41 44 668 18 00,student,nina@example.org"],
    ['two columns for numbers', 'Name,Phone,Mobile,Role,Email\nNina Nuñez,,+41 44 668 18 00,student,nina@example.org']
  ])('AC10 is read with %s', (_, text) => {
    expect(rowsOf(text)).toEqual([nina])
  })

  test('AC10 keeps delimiters, quotation marks and line breaks within quoted cells', () => {
    const text = 'Name;Phone\n"Nuñez; ""Nina""\r\nMaria";"044\n668 18 00"\nO\'Neill;0446681801'
    expect(rowsOf(text)).toEqual([
      { displayName: 'Nuñez; "Nina" Maria', phone: '044 668 18 00', role: '', email: '' },
      { displayName: "O'Neill", phone: '0446681801', role: '', email: '' }
    ])
  })

  test('AC10 says in which row of the file somebody stands, and takes short lines', () => {
    expect(readPeopleFile('Name,Phone,Role\nNina,1\n\nOmar,2,coach')).toEqual({
      ok: true,
      rows: [
        { line: 2, row: { displayName: 'Nina', phone: '1', role: '', email: '' } },
        { line: 4, row: { displayName: 'Omar', phone: '2', role: 'coach', email: '' } }
      ]
    })
  })

  test.each([
    ['headings', 'Nina Nuñez,+41 44 668 18 00'],
    ['headings', 'Name,Role\nNina,student'],
    ['headings', 'Phone|Name\n1|Nina'],
    ['headings', '\nName,Phone\nNina,1'],
    ['quotes', 'Name,Phone\n"Nina,1\nOmar,2'],
    ['empty', ''],
    ['empty', '\uFEFF \n'],
    ['empty', 'Name,Phone\n,\n'],
    ['too-many', `Name,Phone\n${'Nina,1\n'.repeat(maxImportRows + 1)}`]
  ] as const)('AC10 is refused for %s: %j', (fault, text) => {
    expect(rowsOf(text)).toBe(fault)
  })

  test('AC10 is taken with as many people as are allowed', () => {
    expect(rowsOf(`Name,Phone\n${'Nina,1\n'.repeat(maxImportRows)}`)).toHaveLength(maxImportRows)
  })

  test('AC10 what was saved of broken rows is read again as it was', () => {
    const cells = [nina.displayName, nina.phone, nina.role, nina.email, 'This is not a complete phone number.']
    expect(rowsOf(tableToCsv([['Name', 'Phone', 'Role', 'E-mail', 'What is wrong'], cells]))).toEqual([nina])
  })
})

test.each([
  ['UTF-8', [0x4e, 0xc3, 0xb1]],
  ['UTF-16, the low byte first', [0xff, 0xfe, 0x4e, 0x00, 0xf1, 0x00]],
  ['UTF-16, the high byte first', [0xfe, 0xff, 0x00, 0x4e, 0x00, 0xf1]],
  ['Windows-1252', [0x4e, 0xf1]]
])('AC10 a file is decoded from %s', (_, bytes) => {
  expect(decodePeopleFile(new Uint8Array(bytes))).toBe('Nñ')
})
