/** What one client was told about the slot that it claimed. */
export interface ClaimAnswer {
  readonly student: string
  readonly bookingId: string
  /** `granted`, or the reason code of the refusal. */
  readonly verdict: string
}

/** What is wrong with a race for one slot: one is granted, all others are told that it is taken. */
export function judgeRace(answers: readonly ClaimAnswer[], clients: number): readonly string[] {
  const granted = answers.filter(({ verdict }) => verdict === 'granted')
  const astray = answers.filter(({ verdict }) => verdict !== 'granted' && verdict !== 'slot-taken')
  return [
    ...(answers.length === clients ? [] : [`${answers.length} of ${clients} were answered`]),
    ...(granted.length === 1 ? [] : [`granted to ${granted.map(({ student }) => student).join(' and ') || 'nobody'}`]),
    ...astray.map(({ student, verdict }) => `${student} was told ${verdict}`)
  ]
}
