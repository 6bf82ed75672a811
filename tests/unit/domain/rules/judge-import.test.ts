import { describe, expect, test } from 'vitest'
import { type ImportRow, judgeImport, proposeSignInName, toImportState } from '#domain/rules/judge-import.ts'

/** Numbers of these tests are right as they stand, but for those with a letter. */
const toPhone = (text: string): string | undefined =>
  /^\+?\d+$/.test(text) ? `+41${text.replace(/^(\+41|0)/, '')}` : undefined
const row = (more: Partial<ImportRow> = {}): ImportRow => ({
  displayName: 'Nina Nuñez',
  phone: '0446681800',
  role: 'Student',
  email: '',
  ...more
})
const statesOf = (rows: readonly ImportRow[], known: Parameters<typeof judgeImport>[1] = []) =>
  judgeImport(rows, known, toPhone).map(toImportState)

describe('a list of people', () => {
  test('AC10 reads a line as it was meant', () => {
    const [verdict] = judgeImport(
      [row({ displayName: ' Nina Nuñez ', role: '', email: ' nina@example.org ' })],
      [],
      toPhone
    )
    expect(verdict).toEqual({
      kind: 'new',
      person: { displayName: 'Nina Nuñez', phone: '+41446681800', role: 'student', email: 'nina@example.org' },
      isNamesake: false
    })
  })

  test.each([
    [row({ displayName: '  ' }), ['displayName']],
    [row({ phone: 'none' }), ['phone']],
    [row({ role: 'boss' }), ['role']],
    [row({ email: 'nina' }), ['email']],
    [row({ displayName: '', phone: '', role: 'x', email: 'x' }), ['displayName', 'phone', 'role', 'email']]
  ] as const)('AC10 says all that is wrong with a line: %j', (broken, faults) => {
    expect(judgeImport([broken], [], toPhone)).toEqual([{ kind: 'broken', faults }])
  })

  test('AC10 knows who has an account, who is repeated, and who only has the same name', () => {
    const known = [
      { displayName: 'nina  nuñez', phone: '+41446681800' },
      { displayName: 'Omar', phone: '+41446681811', email: 'Omar@example.org' }
    ]
    expect(
      statesOf(
        [
          row(),
          row({ phone: '0446681899' }),
          row({ phone: '+41446681899' }),
          row({ displayName: 'O.', phone: '0446681822', email: 'omar@EXAMPLE.org' }),
          row({ displayName: 'Pia', phone: '0446681833', email: 'pia@example.org' }),
          row({ displayName: 'Pia', phone: '0446681834', email: 'PIA@example.org' }),
          row({ displayName: 'Pia', phone: '0446681835' })
        ],
        known
      )
    ).toEqual(['exists', 'namesake', 'repeated', 'exists', 'new', 'repeated', 'namesake'])
  })

  test('AC10 the same list once more doubles nobody, and a broken line stops no other', () => {
    const rows = [row(), row({ phone: 'x' }), row({ displayName: 'Omar', phone: '0446681811' })]
    const first = judgeImport(rows, [], toPhone)
    const made = first.flatMap(verdict => (verdict.kind === 'new' ? [verdict.person] : []))
    expect(made).toHaveLength(2)
    expect(statesOf(rows, made)).toEqual(['exists', 'broken', 'exists'])
  })
})

describe('a name to sign in with', () => {
  test.each([
    ['Nina Nuñez', [], 'nina.nunez'],
    ['Nina Nuñez', ['nina.nunez', 'nina.nunez2'], 'nina.nunez3'],
    ['山田', [], 'person'],
    ['X', ['person'], 'person2'],
    [' .Éva-Mária O’Neill. ', [], 'eva.maria.o.neill']
  ] as const)('AC10 is made of %s where %j are taken', (displayName, taken, name) => {
    expect(proposeSignInName(displayName, one => taken.some(other => other === one))).toBe(name)
  })
})
