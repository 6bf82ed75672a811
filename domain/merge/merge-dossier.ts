import { type Dossier, type DossierField, dossierFields, dossierSchema } from '../model/dossier.ts'
import { createNoticeId, fingerprintText, type Notice } from '../model/notice.ts'
import { toKeptReason } from '../model/reasons.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { isSame } from '../rules/is-same.ts'
import { mergeField } from '../versions/three-way.ts'
import { joinDossierField, type DossierWords } from './join-dossier.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions, pickFields } from './merge-across-versions.ts'
import { toStableText } from './stable-text.ts'
import { withoutUndefined } from '../without-undefined.ts'

/**
 * Merges two states of a dossier field by field, as notes (MG21): where both changed a text, both are kept, the one that was typed
 * later first. Tags are joined as a set. The order is that of the typing, not of the arrival.
 */
export const mergeDossier = mergeAcrossVersions<Dossier>(
  {
    collection: 'calls',
    schema: dossierSchema,
    pickTyped: dossier => pickFields(dossier, dossierFields),
    describe: () => ({})
  },
  mergeKnown
)

function mergeKnown(meeting: Meeting<Dossier>): Merged<Dossier> {
  const { server, local, reason } = meeting
  // Nobody removes one: a removal that is here came from the server.
  if (local.deleted || isSame(local, server)) return { resolved: server, notices: [] }
  if (reason !== undefined) return keepServer(meeting)
  return server.deleted ? { resolved: local, notices: [] } : mergeWords(meeting)
}

/** The server refused it: what was typed and is not in its state goes to the inbox. */
function keepServer(meeting: Meeting<Dossier>): Merged<Dossier> {
  const { assumed, server, local } = meeting
  const [held, before]: readonly DossierWords[] = [
    server.deleted ? {} : server.value,
    assumed?.deleted === false ? assumed.value : {}
  ]
  const lost = dossierFields.filter(
    field => !isSame(local.value[field], held?.[field]) && !isSame(local.value[field], before?.[field])
  )
  const typed = pickFields(local.value, lost)
  const isNothing = Object.keys(typed).length === 0
  return { resolved: server, notices: isNothing ? [] : [createNotice(meeting, typed, {})] }
}

function mergeWords(meeting: Meeting<Dossier>): Merged<Dossier> {
  const { assumed, server, local } = meeting
  const before: DossierWords = assumed?.deleted === false ? assumed.value : {}
  const words: Record<string, unknown> = {}
  const lost: DossierField[] = []
  const newerByField = new Map<DossierField, Dossier>()
  for (const field of dossierFields) {
    const outcome = mergeField<unknown>(before[field], server.value[field], local.value[field])
    if (outcome.kind === 'settled') {
      words[field] = outcome.value
      continue
    }
    const [newer, older] = isNewer(field, local.value, server.value)
      ? [local.value, server.value]
      : [server.value, local.value]
    const joined = joinDossierField(field, newer, older, before)
    words[field] = joined.value
    newerByField.set(field, newer)
    if (!joined.isQuiet) lost.push(field)
  }
  // What one side says of the moment goes with what the other says of the consent.
  if (words['agreedToLog'] !== true) words['agreedAt'] = undefined
  const isServers = dossierFields.every(field => isSame(words[field], server.value[field]))
  if (isServers && lost.length === 0) return { resolved: server, notices: [] }
  const { id, kind } = local.value
  // The server's stamp stands with the server's words: a device whose clock runs ahead would send its own for ever.
  const editedAt = isServers ? server.value.editedAt : Math.max(server.value.editedAt, local.value.editedAt)
  const value = { id, kind, ...withoutUndefined(words), editedAt } as Dossier
  const notices = lost.length === 0 ? [] : [tellJoined(meeting, value, lost, newerByField)]
  return { resolved: { deleted: false, value }, notices }
}

/** Which of two states was typed later; where the stamps are equal, an order of the values that both devices agree on. */
function isNewer(field: DossierField, local: Dossier, server: Dossier): boolean {
  const difference = local.editedAt - server.editedAt
  if (difference !== 0) return difference > 0
  return toStableText(local[field] ?? null) > toStableText(server[field] ?? null)
}

function tellJoined(
  meeting: Meeting<Dossier>,
  merged: Dossier,
  lost: readonly DossierField[],
  newerByField: ReadonlyMap<DossierField, Dossier>
): Notice {
  const { server, local } = meeting
  const mine = Object.assign(
    {},
    ...lost.map(field => pickFields(newerByField.get(field) === local.value ? server.value : local.value, [field]))
  ) as DossierWords
  return createNotice(meeting, mine, pickFields(merged, lost))
}

function createNotice(
  { server, local, reason, now }: Meeting<Dossier>,
  mine: DossierWords,
  theirs: DossierWords
): Notice {
  const topic = reason === undefined ? 'words-merged' : 'write-refused'
  const { id, editedAt } = local.value
  const typedAt = reason === undefined ? Math.min(editedAt, server.value.editedAt) : editedAt
  return {
    id: createNoticeId(topic, id, `${typedAt}-${fingerprintText(toStableText(mine))}`),
    kind: 'notice',
    topic,
    at: now,
    ...(reason === undefined ? {} : { reason: toKeptReason(reason) }),
    subject: { collection: 'calls', id },
    ...writeKept(topic, { mine, theirs }),
    dismissed: false
  }
}
