/** What a person has told the server, or typed. */
export interface Secret {
  readonly owner: string
  readonly kind:
    | 'phone'
    | 'name'
    | 'e-mail'
    | 'sign-in name'
    | 'id'
    | 'password'
    | 'notes'
    | 'summary'
    | 'action'
    | 'own action'
    | 'tick'
    | 'review'
    | 'reason'
    | 'message'
    | 'block'
    | 'place'
    | 'series'
    | 'dossier'
    | 'offered'
    | 'payment'
    | 'busy times'
    | 'calendar address'
    | 'watch'
    | 'invitation'
    | 'stop link'
    | 'key'
  readonly text: string
  /** Who besides the owner may be sent it. */
  readonly mayReach: ReadonlySet<string>
}

/** Everything that one person was sent. */
export interface Received {
  readonly reader: string
  readonly bytes: string
}

/** One line for each secret that reached somebody whom it must not. */
export function findLeaks(received: readonly Received[], secrets: readonly Secret[]): readonly string[] {
  return secrets.flatMap(({ owner, kind, text, mayReach }) => {
    const forms = listForms(text)
    return received
      .filter(
        ({ reader, bytes }) => reader !== owner && !mayReach.has(reader) && forms.some(form => bytes.includes(form))
      )
      .map(({ reader }) => `${kind} of ${owner} reached ${reader}`)
  })
}

/** A text as it may stand in an answer: as it is, escaped, encoded, and a number without its country code. */
function listForms(text: string): readonly string[] {
  const digits = /^\+\d{2}(\d{8,})$/.exec(text)?.[1]
  const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '')
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    base64,
    ...(digits === undefined ? [] : [digits])
  ]
}
